package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// What PATCH leaves behind is in the same canonical form as what POST stores; else the next PUT of
/// an unchanged resource would be a change.
class PatchedResourceTest {

  @TestFactory
  Stream<DynamicTest> the_result_of_each_patch_vector_reads_as_itself() throws IOException {
    try (var in = getClass().getResourceAsStream("/vectors/patches.jsonl")) {
      String rows = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return rows.lines()
          .map(TextTable::json)
          .filter(row -> row.get("after") != null)
          .map(row ->
              DynamicTest.dynamicTest(row.text("name").orElseThrow(), () -> readsAsItself(row)));
    }
  }

  private static void readsAsItself(JsonObject row) {
    ResourceTypeDefinition type =
        SchemaRegistry.standard()
            .resourceType(row.text("resourceType").orElseThrow())
            .orElseThrow();
    Leniency leniency =
        row.text("profile").equals(Optional.of("strict")) ? Leniency.STRICT : Leniency.ALL;
    Result<JsonObject> patched =
        ResourceReader.read(type, object(row, "before"), Leniency.ALL)
            .flatMap(before ->
                new PatchParser(PatchLimits.CLIENT)
                    .parse(type, object(row, "patch"), leniency)
                    .flatMap(it -> PatchEngine.apply(type, before, it, leniency)))
            .map(Patched::resource);
    assertThat(patched.flatMap(it -> ResourceReader.read(type, it, Leniency.ALL)))
        .isEqualTo(patched);
    assertThat(patched).isInstanceOf(Result.Ok.class);
  }

  private static JsonObject object(JsonObject row, String name) {
    return (JsonObject) Objects.requireNonNull(row.get(name));
  }
}
