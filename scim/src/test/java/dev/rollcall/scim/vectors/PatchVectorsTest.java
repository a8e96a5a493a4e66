package dev.rollcall.scim.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.patch.SameContent;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PatchVectorsTest {
  private static final PatchParser PARSER = new PatchParser(PatchLimits.CLIENT);
  private static final Set<String> REFERENCES = Set.of("members", "manager", "groups");

  static Stream<Named<JsonObject>> rows() {
    return Stream.of("patches.jsonl", "patches-more.jsonl")
        .flatMap(it -> VectorFile.rows(it).stream())
        .map(it -> Named.of(VectorFile.text(it, "name"), it));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_patch_ends_as_the_vector_says(JsonObject row) {
    ResourceTypeDefinition type =
        SchemaRegistry.standard().resourceType(VectorFile.text(row, "resourceType")).orElseThrow();
    boolean strict = row.text("profile").equals(Optional.of("strict"));
    Leniency leniency = strict ? Leniency.STRICT : Leniency.ALL;
    JsonObject before = VectorFile.object(row, "before");

    Result<Patched> patched =
        PARSER
            .parse(type, VectorFile.object(row, "patch"), leniency)
            .flatMap(it -> PatchEngine.apply(type, before, it, leniency));

    if (row.get("error") instanceof JsonObject error) {
      assertThat(patched).isInstanceOf(Result.Refused.class);
      ScimError refusal = ((Result.Refused<Patched>) patched).error();
      assertThat(Objects.requireNonNull(refusal.scimType()).keyword())
          .isEqualTo(VectorFile.text(error, "scimType"));
      assertThat(error.get("status")).hasToString("JsonNumber[value=" + refusal.status() + "]");
      return;
    }
    assertThat(patched).isInstanceOf(Result.Ok.class);
    Patched result = ((Result.Ok<Patched>) patched).value();
    VectorFile.object(row, "after")
        .members()
        .forEach((name, wanted) ->
            assertThat(SameContent.of(known(result.resource(), name), essence(name, wanted)))
                .as("%s: %s in %s", VectorFile.text(row, "why"), name, result.resource())
                .isTrue());
    assertThat(row.get("versionChanges")).isEqualTo(JsonBoolean.of(result.changed()));
    if (!result.changed()) {
      assertThat(result.resource()).isSameAs(before);
    }
  }

  private static Json known(JsonObject resource, String name) {
    Json value = resource.get(name);
    return value == null ? JsonNull.NULL : essence(name, value);
  }

  /// In references only `value` counts.
  private static Json essence(String name, Json value) {
    return switch (value) {
      case JsonArray(var elements) ->
          new JsonArray(elements.stream().map(it -> essence(name, it)).toList());
      case JsonObject object when REFERENCES.contains(name) ->
          JsonObject.of("value", Objects.requireNonNull(object.get("value")));
      case JsonObject object -> {
        var members = JsonObject.builder();
        object.members().forEach((sub, inner) -> members.put(sub, essence(sub, inner)));
        yield members.build();
      }
      case Json simple -> simple;
    };
  }
}
