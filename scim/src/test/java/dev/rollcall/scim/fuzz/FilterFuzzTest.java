package dev.rollcall.scim.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.filter.FilterPrinter;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import java.nio.charset.StandardCharsets;

final class FilterFuzzTest {
  /// A printed filter may be longer than the one that was read.
  private static final FilterParser WIDE =
      new FilterParser(new FilterLimits(1_000_000, 100, 1_000), Leniency.STRICT);

  @FuzzTest(maxDuration = "2m")
  void any_text_is_a_filter_or_a_refusal(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    for (ResourceTypeDefinition type : Samples.TYPES) {
      for (Leniency leniency : Samples.LENIENCIES) {
        switch (new FilterParser(FilterLimits.CLIENT, leniency).parse(type, text)) {
          case Result.Ok<Filter>(var filter) -> holds(type, filter);
          case Result.Refused<Filter>(var error) ->
              assertThat(error.scimType()).isEqualTo(ScimType.INVALID_FILTER);
        }
      }
    }
  }

  private static void holds(ResourceTypeDefinition type, Filter filter) {
    String printed = FilterPrinter.print(filter);
    assertThat(WIDE.parse(type, printed)).as(printed).isEqualTo(Result.ok(filter));
    JsonObject resource = Samples.resource(type);
    boolean matches = FilterEvaluator.matches(type, filter, resource);
    assertThat(FilterEvaluator.matches(type, new Filter.Not(filter), resource)).isEqualTo(!matches);
  }
}
