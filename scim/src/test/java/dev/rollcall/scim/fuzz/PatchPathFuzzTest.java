package dev.rollcall.scim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.path.PathParser;
import dev.rollcall.scim.path.PathReading;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.nio.charset.StandardCharsets;

final class PatchPathFuzzTest {
  private static final PathParser WIDE =
      new PathParser(new FilterLimits(1_000_000, 100, 1_000), Leniency.STRICT);

  @FuzzTest(maxDuration = "2m")
  void any_text_is_a_path_or_a_refusal(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (ResourceTypeDefinition type : Samples.TYPES) {
      for (Leniency leniency : Samples.LENIENCIES) {
        switch (new PathParser(FilterLimits.CLIENT, leniency).parse(type, text)) {
          case Result.Ok<PathReading>(PathReading.Target target) -> {
            String printed = target.path().toString();
            assertThat(WIDE.parse(type, printed)).as(printed).isEqualTo(Result.ok(target));
          }
          case Result.Ok<PathReading> _ -> {}
          case Result.Refused<PathReading>(var error) ->
              assertThat(error.scimType()).isIn(ScimType.INVALID_PATH, ScimType.INVALID_FILTER);
        }
      }
    }
  }
}
