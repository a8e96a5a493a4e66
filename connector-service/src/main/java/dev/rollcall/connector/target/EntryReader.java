package dev.rollcall.connector.target;

import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNumber;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.math.BigDecimal;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Reads members of an entry of the targets file. What is wrong with one becomes a sentence that
/// names the member and never quotes its value; the reading goes on with something in its place.
public final class EntryReader {
  private final JsonObject json;
  private final String prefix;
  private final Consumer<String> problems;

  /// @param problems takes a sentence for each thing that is wrong
  public EntryReader(JsonObject json, Consumer<String> problems) {
    this(json, "", problems);
  }

  private EntryReader(JsonObject json, String prefix, Consumer<String> problems) {
    this.json = json;
    this.prefix = prefix;
    this.problems = problems;
  }

  /// Says that something is wrong. The sentence names the member, in quotes.
  public void problem(String sentence) {
    problems.accept(sentence);
  }

  public boolean has(String name) {
    return json.get(name) != null;
  }

  public boolean isText(String name) {
    return json.get(name) instanceof JsonString;
  }

  /// Whether plain connections, and addresses that are not public, are allowed.
  public boolean allowsPrivateAddress() {
    return !AddressesMember.read(json, _ -> {}).equals(AllowedAddresses.PUBLIC);
  }

  /// Returns a text that must be there; where it is not, an empty one.
  public String text(String name) {
    Optional<String> text = json.text(name).filter(value -> !value.isBlank());
    if (text.isEmpty()) {
      problem(quoted(name) + " is missing or not text");
    }
    return text.orElse("");
  }

  /// Returns a text that may be left out.
  public String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  /// Returns texts that may be left out: an array of at least one.
  public List<String> texts(String name, List<String> otherwise) {
    Json value = json.get(name);
    if (value == null) {
      return otherwise;
    }
    var texts = new ArrayList<String>();
    if (value instanceof JsonArray(var elements)) {
      for (Json each : elements) {
        if (each instanceof JsonString(var text) && !text.isBlank()) {
          texts.add(text);
        }
      }
      if (!texts.isEmpty() && texts.size() == elements.size()) {
        return texts;
      }
    }
    problem(quoted(name) + " must be an array of texts");
    return otherwise;
  }

  /// Returns texts that may be left out, or said to be none.
  public List<String> textsOrNone(String name, List<String> otherwise) {
    return json.get(name) instanceof JsonArray(var elements) && elements.isEmpty()
        ? List.of()
        : texts(name, otherwise);
  }

  public boolean flag(String name, boolean otherwise) {
    Json value = json.get(name);
    if (value instanceof JsonBoolean(var given)) {
      return given;
    }
    if (value != null) {
      problem(quoted(name) + " must be true or false");
    }
    return otherwise;
  }

  /// Returns a whole number.
  ///
  /// @param min the least that is allowed
  /// @param max the most that is allowed
  public int number(String name, int otherwise, int min, int max) {
    Json value = json.get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonNumber(var given) && isWhole(given, min, max)) {
      return given.intValueExact();
    }
    problem(quoted(name) + " must be a whole number from " + min + " to " + max);
    return otherwise;
  }

  private static boolean isWhole(BigDecimal given, int min, int max) {
    return given.stripTrailingZeros().scale() <= 0
        && given.compareTo(BigDecimal.valueOf(min)) >= 0
        && given.compareTo(BigDecimal.valueOf(max)) <= 0;
  }

  /// Returns a constant by its name in small letters.
  public <E extends Enum<E>> E word(String name, Class<E> type, E otherwise) {
    return word(name, type).orElse(otherwise);
  }

  /// The same; empty where there is none, or one that is not known.
  public <E extends Enum<E>> Optional<E> word(String name, Class<E> type) {
    Json value = json.get(name);
    if (value == null) {
      return Optional.empty();
    }
    var words = new ArrayList<String>();
    for (E each : type.getEnumConstants()) {
      String word = each.name().toLowerCase(Locale.ROOT);
      if (value.equals(new JsonString(word))) {
        return Optional.of(each);
      }
      words.add(word);
    }
    problem(quoted(name) + " must be " + oneOf(words));
    return Optional.empty();
  }

  /// Returns the address in `url`: `https://`, and `http://` only to an allowed private address.
  public URI httpUrl() {
    return httpUrl("url", allowsPrivateAddress());
  }

  /// Returns the address in a member.
  ///
  /// @param plain whether it may be `http://`
  public URI httpUrl(String name, boolean plain) {
    return UrlMember.read(
        this,
        name,
        url -> "https".equals(url.getScheme()) || ("http".equals(url.getScheme()) && plain),
        "must begin with https:// " + AddressesMember.UNLESS);
  }

  /// Returns the address in `url`.
  ///
  /// @param good judges an address that has a host
  /// @param otherwise what the address must be, behind its name
  public URI url(Predicate<URI> good, String otherwise) {
    return UrlMember.read(this, "url", good, otherwise);
  }

  /// Returns the authorities in `certificates`, in PEM; empty where Java's are to be trusted.
  public String certificates() {
    String pem = text("certificates", "");
    try {
      if (!pem.isEmpty() && Certificates.read(pem).isEmpty()) {
        problem("'certificates' must hold certificates in PEM");
      }
    } catch (CertificateException _) {
      problem("'certificates' must hold certificates in PEM");
    }
    return pem;
  }

  /// Returns a reader of an object within; one of nothing where there is none.
  public EntryReader within(String name) {
    Json value = json.get(name);
    if (value != null && !(value instanceof JsonObject)) {
      problem(quoted(name) + " must be an object");
    }
    return new EntryReader(
        value instanceof JsonObject object ? object : JsonObject.EMPTY,
        prefix + name + ".",
        problems);
  }

  /// Returns whole numbers that may be left out: an array of at least one.
  public Set<Integer> numbers(String name, Set<Integer> otherwise, int min, int max) {
    Json value = json.get(name);
    if (value == null) {
      return otherwise;
    }
    var numbers = new TreeSet<Integer>();
    if (value instanceof JsonArray(var elements)) {
      for (Json each : elements) {
        if (each instanceof JsonNumber(var given) && isWhole(given, min, max)) {
          numbers.add(given.intValueExact());
        }
      }
      if (!numbers.isEmpty() && numbers.size() == elements.size()) {
        return numbers;
      }
    }
    problem(quoted(name) + " must be an array of whole numbers from " + min + " to " + max);
    return otherwise;
  }

  /// Returns a reader for each object of an array; none where there is no array.
  ///
  /// @param max how many there may be
  public List<EntryReader> objects(String name, int max) {
    var readers = new ArrayList<EntryReader>();
    Json value = json.get(name);
    if (value == null) {
      return readers;
    }
    if (value instanceof JsonArray(var elements) && elements.size() <= max) {
      for (Json each : elements) {
        if (each instanceof JsonObject object) {
          readers.add(new EntryReader(object, prefix + name + ".", problems));
        }
      }
      if (readers.size() == elements.size()) {
        return readers;
      }
    }
    problem(quoted(name) + " must be an array of at most " + max + " objects");
    return List.of();
  }

  /// Returns an object of texts; an empty one where there is none.
  ///
  /// @param good judges each name and its value
  public Map<String, String> textsByName(String name, BiPredicate<String, String> good) {
    var texts = new LinkedHashMap<String, String>();
    if (!has(name)) {
      return texts;
    }
    if (!(json.get(name) instanceof JsonObject object)) {
      problem(quoted(name) + " must be an object of texts");
      return texts;
    }
    object
        .members()
        .forEach((key, value) -> {
          if (value instanceof JsonString(var text) && good.test(key, text)) {
            texts.put(key, text);
          } else {
            problem(quoted(name) + " cannot have '" + key + "' like this");
          }
        });
    return texts;
  }

  /// Says of every member that is none of these that it is not known.
  public void onlyKnown(Collection<String> names) {
    for (String name : json.members().keySet()) {
      if (!names.contains(name)) {
        problem(quoted(name) + " is not known");
      }
    }
  }

  /// Writes words as a choice: `'a', 'b' or 'c'`.
  public static String oneOf(List<String> words) {
    List<String> quoted = words.stream().map(word -> "'" + word + "'").toList();
    return quoted.size() == 1
        ? quoted.getFirst()
        : String.join(", ", quoted.subList(0, quoted.size() - 1)) + " or " + quoted.getLast();
  }

  /// Returns the name of a member as a problem says it.
  public String quoted(String name) {
    return "'" + prefix + name + "'";
  }
}
