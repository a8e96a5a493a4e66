package dev.rollcall.scim.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.ScimError;
import dev.rollcall.scim.ScimType;
import dev.rollcall.scim.filter.Filter;
import dev.rollcall.scim.filter.FilterEvaluator;
import dev.rollcall.scim.filter.FilterLimits;
import dev.rollcall.scim.filter.FilterParser;
import dev.rollcall.scim.filter.FilterPrinter;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FilterVectorsTest {
  private static final JsonObject RESOURCES = VectorFile.object("filter-resources.json");
  private static final FilterParser PARSER = new FilterParser(FilterLimits.CLIENT);

  static Stream<Named<JsonObject>> rows() {
    return Stream.of("filters.jsonl", "filters-more.jsonl")
        .flatMap(it -> VectorFile.rows(it).stream())
        .map(it -> Named.of(VectorFile.text(it, "why"), it));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_filter_finds_what_the_vector_says(JsonObject row) {
    ResourceTypeDefinition type =
        SchemaRegistry.standard().byEndpoint("/" + VectorFile.text(row, "endpoint")).orElseThrow();
    Result<Filter> parsed = PARSER.parse(type, VectorFile.text(row, "filter"));

    Optional<String> error = row.text("error");
    if (error.isPresent()) {
      assertThat(parsed).isInstanceOf(Result.Refused.class);
      ScimError refusal = ((Result.Refused<Filter>) parsed).error();
      assertThat(refusal.status()).isEqualTo(400);
      assertThat(refusal.scimType()).isEqualTo(ScimType.INVALID_FILTER);
      assertThat(error).contains("invalidFilter");
      return;
    }
    assertThat(parsed).isInstanceOf(Result.Ok.class);
    Filter filter = ((Result.Ok<Filter>) parsed).value();
    assertThat(idsOfMatches(type, filter, row))
        .as(VectorFile.text(row, "why"))
        .containsExactlyInAnyOrderElementsOf(VectorFile.strings(row, "matches"));
    assertThat(PARSER.parse(type, FilterPrinter.print(filter))).isEqualTo(Result.ok(filter));
  }

  private static List<String> idsOfMatches(
      ResourceTypeDefinition type, Filter filter, JsonObject row) {
    JsonObject set = VectorFile.object(RESOURCES, VectorFile.text(row, "resources"));
    return VectorFile.array(set, VectorFile.text(row, "endpoint")).stream()
        .map(JsonObject.class::cast)
        .filter(it -> FilterEvaluator.matches(type, filter, it))
        .map(it -> VectorFile.text(it, "id"))
        .toList();
  }
}
