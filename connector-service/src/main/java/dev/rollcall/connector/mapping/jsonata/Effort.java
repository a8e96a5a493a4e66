package dev.rollcall.connector.mapping.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import com.dashjoin.jsonata.Utils;
import dev.rollcall.connector.mapping.core.MappingLimits;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts what one evaluation costs. The library's own bounds leave out the later elements of an
/// array and look at a clock; these count every expression and every value that one gives, so that
/// they say the same everywhere.
final class Effort {
  private static final int CHARS_A_UNIT = 256;

  /// Comparisons of characters that a search may need at worst, for one step.
  private static final int COMPARISONS_A_UNIT = 1024;

  /// The evaluation that is going on in this thread.
  static final ScopedValue<Effort> CURRENT = ScopedValue.newInstance();

  private final MappingLimits limits;
  private int depth;
  private long spent;

  Effort(MappingLimits limits) {
    this.limits = limits;
  }

  void entered() {
    depth++;
    if (depth > limits.depthMax()) {
      throw new Stopped("the mapping goes deeper than " + limits.depthMax() + " expressions");
    }
    spend(1);
  }

  void left(@Nullable Object result) {
    depth--;
    spend(weight(result, 0));
  }

  /// Counts a search, at worst: a text that is looked for fits nearly everywhere in one like
  /// `aaaa`, and each try begins anew.
  void search(String text, String what) {
    long tries = Math.max(1, text.length() - what.length() + 1);
    long comparisons = tries * Math.max(1, what.length());
    spend(comparisons / COMPARISONS_A_UNIT + (text.length() + what.length()) / CHARS_A_UNIT);
  }

  private void spend(long units) {
    spent += units;
    if (spent > limits.effortMax()) {
      throw new Stopped("the mapping takes too long: more than " + limits.effortMax() + " steps");
    }
  }

  /// Returns what a value weighs, and refuses one that is too heavy before it is gone through: a
  /// value that holds another one twice, many times over, is small in memory and endless on paper.
  private int weight(@Nullable Object value, int before) {
    return switch (value) {
      case null -> before;
      case String text -> text(text, before);
      case Number _, Boolean _, Parser.Symbol _ -> before + 1;
      case Map<?, ?> object -> {
        within(before + object.size());
        int weight = before;
        for (Map.Entry<?, ?> member : object.entrySet()) {
          weight = weight(member.getValue(), weight);
          within(weight);
        }
        yield weight;
      }
      case Collection<?> array -> {
        within(before + array.size());
        int weight = before;
        for (Object element : array) {
          weight = weight(element, weight);
          within(weight);
        }
        yield weight;
      }
      case Object other -> {
        if (!other.equals(Jsonata.NULL_VALUE) && !Utils.isFunction(other)) {
          throw new Stopped("the mapping uses a value that is not allowed");
        }
        yield before + 1;
      }
    };
  }

  private int text(String text, int before) {
    if (text.length() > limits.valueCharsMax()) {
      throw new Stopped("a text has more than " + limits.valueCharsMax() + " characters");
    }
    return before + 1 + text.length() / CHARS_A_UNIT;
  }

  private void within(int weight) {
    if (weight > limits.valuesMax()) {
      throw new Stopped("an array or object has more than " + limits.valuesMax() + " values");
    }
  }
}
