package dev.rollcall.scim.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.fixture.Generator;
import dev.rollcall.scim.fixture.RandomFilters;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.SchemaRegistry;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FilterPropertiesTest {
  private static final int RUNS = 2_000;
  private static final FilterLimits WIDE = new FilterLimits(100_000, 100, 10_000);

  private static final FilterParser PARSER = new FilterParser(WIDE);

  private static ResourceTypeDefinition type(String name) {
    return SchemaRegistry.standard().resourceType(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"User", "Group"})
  void a_printed_filter_reads_as_the_same_tree(String name) {
    for (long seed = 0; seed < RUNS; seed++) {
      Filter filter = new RandomFilters(new Generator(seed), type(name)).filter(4);
      String text = FilterPrinter.print(filter);
      assertThat(PARSER.parse(type(name), text))
          .as("seed %d: %s", seed, text)
          .isEqualTo(Result.ok(filter));
    }
  }

  /// What no schema knows is compared with a literal of any type, numbers of any size among them.
  @Test
  void a_printed_number_reads_as_the_same_number() {
    for (long seed = 0; seed < RUNS; seed++) {
      var random = new Random(seed);
      var digits = new BigInteger(1 + random.nextInt(200), random).toString();
      String text =
          "x.y ge "
              + (random.nextBoolean() ? "-" : "")
              + digits
              + (random.nextBoolean() ? "." + random.nextInt(1_000_000) : "")
              + (random.nextBoolean() ? "e" + (random.nextInt(500) - 250) : "");
      Result<Filter> read = PARSER.parse(type("User"), text);
      assertThat(read).as("seed %d: %s", seed, text).isInstanceOf(Result.Ok.class);
      String printed = FilterPrinter.print(((Result.Ok<Filter>) read).value());
      assertThat(PARSER.parse(type("User"), printed))
          .as("seed %d: %s, %s", seed, text, printed)
          .isEqualTo(read);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"User", "Group"})
  void any_filter_can_be_evaluated_over_any_resource(String name) {
    for (long seed = 0; seed < RUNS; seed++) {
      var generator = new Generator(seed);
      Filter filter = new RandomFilters(generator, type(name)).filter(3);
      JsonObject wild = generator.wildResource(type(name));
      JsonObject stored = generator.resource(type(name));
      assertThatCode(() -> FilterEvaluator.matches(type(name), filter, wild))
          .as("seed %d", seed)
          .doesNotThrowAnyException();
      boolean holds = FilterEvaluator.matches(type(name), filter, stored);
      assertThat(FilterEvaluator.matches(type(name), new Filter.Not(filter), stored))
          .as("seed %d", seed)
          .isEqualTo(!holds);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"User", "Group"})
  void a_mutilated_filter_is_read_or_refused_but_never_throws(String name) {
    for (long seed = 0; seed < RUNS; seed++) {
      var generator = new Generator(seed);
      String text = FilterPrinter.print(new RandomFilters(generator, type(name)).filter(3));
      int from = generator.random().nextInt(text.length());
      int to = from + generator.random().nextInt(text.length() - from);
      String broken = text.substring(0, from) + text.substring(to);
      assertThatCode(() -> PARSER.parse(type(name), broken))
          .as("seed %d: %s", seed, broken)
          .doesNotThrowAnyException();
    }
  }
}
