package dev.rollcall.scim.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.fixture.Generator;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What we show is what we would read: a client that sends back what it got changes nothing.
class RoundTripTest {
  private static final int ROUNDS = 1500;

  @ParameterizedTest
  @ValueSource(longs = {1, 20261124, 77})
  void a_resource_that_is_shown_reads_as_itself(long seed) {
    var generator = new Generator(seed);
    int read = 0;
    for (int i = 0; i < ROUNDS; i++) {
      for (ResourceTypeDefinition type : SchemaRegistry.standard().resourceTypes()) {
        JsonObject body = i % 3 == 0 ? generator.wildResource(type) : generator.resource(type);
        if (ResourceReader.read(type, body, Leniency.ALL)
            instanceof Result.Ok<JsonObject>(var resource)) {
          read++;
          for (Leniency leniency : new Leniency[] {Leniency.ALL, Leniency.STRICT}) {
            JsonObject shown = shown(type, resource);
            assertThat(ResourceReader.read(type, shown, leniency))
                .as("seed %d, round %d, body %s", seed, i, body)
                .isEqualTo(Result.ok(resource));
          }
          assertThat(ResourceReplacement.replace(type, resource, resource))
              .isEqualTo(Result.ok(new Patched(resource, false)));
        }
      }
    }
    assertThat(read).as("readable bodies of seed %d", seed).isGreaterThan(ROUNDS / 2);
  }

  private static JsonObject shown(ResourceTypeDefinition type, JsonObject resource) {
    var state =
        new ResourceState(
            new ResourceId("r1"), resource, 3, Instant.EPOCH, Instant.EPOCH.plusSeconds(5));
    return AttributeSelection.DEFAULT.apply(
        type, ResourceRenderer.render(type, state, "https://h/scim/v2"));
  }
}
