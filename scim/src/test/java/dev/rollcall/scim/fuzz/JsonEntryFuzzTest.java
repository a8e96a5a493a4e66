package dev.rollcall.scim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.resource.ResourceKeys;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.resource.ResourceReplacement;
import dev.rollcall.scim.resource.SearchCopy;
import dev.rollcall.scim.resource.Stripped;
import dev.rollcall.scim.resource.WriteOnly;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StorableText;

/// The way in of every body: JSON text, then the canonical form of a POST or PUT.
final class JsonEntryFuzzTest {

  @FuzzTest(maxDuration = "2m")
  void any_bytes_are_a_resource_or_a_refusal(byte[] bytes) {
    Samples.object(bytes)
        .ifPresent(body -> {
          assertThat(Samples.JSON.readObject(Samples.JSON.write(body))).isEqualTo(body);
          for (ResourceTypeDefinition type : Samples.TYPES) {
            Samples.LENIENCIES.forEach(leniency -> read(type, body, leniency));
          }
        });
  }

  private static void read(ResourceTypeDefinition type, JsonObject body, Leniency leniency) {
    Stripped stripped = WriteOnly.strip(type, body);
    Result<JsonObject> read = ResourceReader.read(type, body, leniency);
    if (!(read instanceof Result.Ok<JsonObject>(var resource))) {
      return;
    }
    if (!stripped.removed()) {
      assertThat(ResourceReader.read(type, stripped.body(), leniency)).isEqualTo(read);
    }
    assertThat(StorableText.isStorable(resource)).isTrue();
    assertThat(ResourceReader.read(type, resource, Leniency.ALL)).isEqualTo(read);
    assertThat(SearchCopy.of(type, resource)).isNotNull();
    assertThat(ResourceKeys.of(type, resource)).isNotNull();
    assertThat(ResourceReplacement.replace(type, resource, resource).map(it -> it.changed()))
        .isEqualTo(Result.ok(false));
    assertThat(ResourceReplacement.replace(type, Samples.resource(type), resource))
        .isInstanceOf(Result.Ok.class);
  }
}
