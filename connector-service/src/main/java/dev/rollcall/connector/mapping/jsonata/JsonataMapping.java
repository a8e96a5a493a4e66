package dev.rollcall.connector.mapping.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.rollcall.connector.mapping.core.Fault;
import dev.rollcall.connector.mapping.core.Mapping;
import dev.rollcall.connector.mapping.core.Mapping.Outcome.Failed;
import dev.rollcall.connector.mapping.core.Mapping.Outcome.Mapped;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.schemas.json.JsonObject;
import org.jspecify.annotations.Nullable;

/// One mapping, ready to be evaluated by any number of threads.
final class JsonataMapping implements Mapping {
  private static final int CAUSES_MAX = 20;

  private final String text;
  private final Jsonata expression;
  private final MappingLimits limits;

  JsonataMapping(String text, Jsonata expression, MappingLimits limits) {
    this.text = text;
    this.expression = expression;
    this.limits = limits;
  }

  @Override
  public Outcome map(JsonObject input) {
    try {
      // Bindings of its own, even where there are none: without them the library keeps the input in
      // the expression, where another thread would find it.
      Jsonata.Frame bindings = expression.createFrame();
      var effort = new Effort(limits);
      bindings.setEvaluateEntryCallback((_, _, _) -> effort.entered());
      bindings.setEvaluateExitCallback((_, _, _, result) -> effort.left(result));
      var result =
          ScopedValue.where(Effort.CURRENT, effort)
              .call(() -> expression.evaluate(JsonValues.toLibrary(input), bindings));
      return JsonValues.fromLibrary(result) instanceof JsonObject object
          ? new Mapped(object)
          : new Failed("the result is not an object");
    } catch (RuntimeException e) {
      return new Failed(why(e));
    }
  }

  /// Functions are called by reflection, which wraps what they throw.
  private String why(RuntimeException e) {
    @Nullable Throwable cause = e;
    for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
      if (cause instanceof Stopped stopped) {
        return String.valueOf(stopped.getMessage());
      }
      if (cause instanceof JException failure) {
        return told(failure);
      }
      if (cause instanceof NumberFormatException) {
        return "a text that must be a number is none";
      }
      cause = cause.getCause();
    }
    return "a function of the mapping failed";
  }

  private String told(JException failure) {
    String what = Words.of(failure);
    return failure.getLocation() > 0 ? new Fault(failure.getLocation(), what).in(text) : what;
  }
}
