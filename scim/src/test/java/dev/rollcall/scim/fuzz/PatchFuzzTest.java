package dev.rollcall.scim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.PatchEngine;
import dev.rollcall.scim.patch.PatchLimits;
import dev.rollcall.scim.patch.PatchParser;
import dev.rollcall.scim.patch.Patched;
import dev.rollcall.scim.patch.SameContent;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.resource.Stripped;
import dev.rollcall.scim.resource.WriteOnly;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StorableText;

final class PatchFuzzTest {
  private static final PatchParser PARSER = new PatchParser(PatchLimits.CLIENT);

  @FuzzTest(maxDuration = "2m")
  void any_message_patches_a_resource_or_is_refused(byte[] bytes) {
    Samples.object(bytes)
        .ifPresent(body -> {
          for (ResourceTypeDefinition type : Samples.TYPES) {
            Samples.LENIENCIES.forEach(leniency -> patch(type, body, leniency));
          }
        });
  }

  private static void patch(ResourceTypeDefinition type, JsonObject body, Leniency leniency) {
    JsonObject before = Samples.resource(type);
    Result<Patched> outcome = outcome(type, before, body, leniency);
    Stripped stripped = WriteOnly.stripPatch(type, body);
    if (!(outcome instanceof Result.Ok<Patched>(var patched))) {
      return;
    }
    if (!stripped.removed()) {
      assertThat(outcome(type, before, stripped.body(), leniency)).isEqualTo(outcome);
    }
    JsonObject after = patched.resource();
    if (!patched.changed()) {
      assertThat(after).isSameAs(before);
      return;
    }
    assertThat(SameContent.of(before, after)).isFalse();
    assertThat(StorableText.isStorable(after)).isTrue();
    if (leniency.equals(Leniency.ALL)) {
      assertThat(ResourceReader.read(type, after, leniency))
          .satisfies(it -> assertThat(SameContent.of(value(it), after)).isTrue());
    }
  }

  private static Result<Patched> outcome(
      ResourceTypeDefinition type, JsonObject before, JsonObject body, Leniency leniency) {
    return PARSER
        .parse(type, body, leniency)
        .flatMap(it -> PatchEngine.apply(type, before, it, leniency));
  }

  private static JsonObject value(Result<JsonObject> read) {
    assertThat(read).isInstanceOf(Result.Ok.class);
    return ((Result.Ok<JsonObject>) read).value();
  }
}
