package dev.rollcall.connector.mapping.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import dev.rollcall.connector.mapping.MappingLanguage;
import dev.rollcall.connector.mapping.core.Fault;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.core.Screening;
import java.util.Optional;

/// JSONata (jsonata.org) by `com.dashjoin:jsonata`.
public final class JsonataLanguage implements MappingLanguage {
  private final MappingLimits limits;

  public JsonataLanguage(MappingLimits limits) {
    this.limits = limits;
  }

  @Override
  public Read read(String text) {
    Optional<Fault> fault = Screening.of(text, limits);
    return fault.<Read>map(Read.Bad::new).orElseGet(() -> parsed(text));
  }

  private Read parsed(String text) {
    try {
      Jsonata expression = Jsonata.jsonata(text);
      new BoundFunctions(limits.valueCharsMax()).bind(expression);
      return new Read.Good(new JsonataMapping(text, expression, limits));
    } catch (JException e) {
      return bad(text, e.getLocation(), Words.of(e));
    } catch (StackOverflowError _) {
      // The parser descends once a prefix: `------1` needs no bracket to be deep.
      return bad(text, 0, "the mapping is nested too deeply");
    } catch (RuntimeException _) {
      // Some broken texts end the library's parser with an index out of bounds.
      return bad(text, text.length(), "the text ends too early or is no JSONata");
    }
  }

  private static Read bad(String text, int location, String what) {
    return new Read.Bad(new Fault(location < 0 ? text.length() : location, what));
  }
}
