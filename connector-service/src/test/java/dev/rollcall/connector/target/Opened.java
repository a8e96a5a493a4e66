package dev.rollcall.connector.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Limits;
import dev.rollcall.connector.delivery.core.Action;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Profile;
import dev.rollcall.connector.mapping.MappingLanguage.Read;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.core.Scope;
import dev.rollcall.connector.mapping.core.Shaped;
import dev.rollcall.connector.mapping.core.Shaping;
import dev.rollcall.connector.mapping.core.Shaping.Written;
import dev.rollcall.connector.mapping.core.Subject;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.connector.outbound.NameLookup;
import dev.rollcall.connector.outbound.OutboundRule;
import dev.rollcall.connector.outbound.http.Outbounds;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.JsonObject;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A target opened by its kind from an entry, as the service opens it, for a test that calls it.
///
/// @param shaping what a resource looks like there
public record Opened(RemoteApp app, Shaping shaping) implements AutoCloseable {
  /// The time limit of a call: a test that waits for it waits this long.
  public static final Duration TOTAL = Duration.ofSeconds(2);

  /// How many actions it may have in work.
  public static final int IN_FLIGHT_MAX = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Outbounds outbounds() {
    return new Outbounds(
        Limits.STANDARD.http(),
        BulkheadRegistry.ofDefaults(),
        CircuitBreakerRegistry.ofDefaults(),
        TimeLimiterRegistry.ofDefaults());
  }

  /// Opens a target. The entry must be without fault.
  public static <C extends Connection> Opened of(TargetKind<C> kind, JsonObject entry) {
    return of(kind, entry, profile -> profile);
  }

  /// Opens a target with the profile of its kind but for the size of its pages.
  public static <C extends Connection> Opened paged(
      TargetKind<C> kind, JsonObject entry, int pageSize) {
    return of(kind, entry, profile -> profile.withPagesOf(pageSize));
  }

  /// Opens a target with what is peculiar to it.
  public static <C extends Connection> Opened of(
      TargetKind<C> kind, JsonObject entry, Profile profile) {
    return of(kind, entry, _ -> profile);
  }

  /// Opens a target whose name is looked up by this.
  static <C extends Connection> Opened named(
      TargetKind<C> kind, JsonObject entry, NameLookup lookup) {
    return of(kind, entry, profile -> profile, outbounds().lookingUpBy(lookup));
  }

  private static <C extends Connection> Opened of(
      TargetKind<C> kind, JsonObject entry, UnaryOperator<Profile> changes) {
    return of(kind, entry, changes, outbounds());
  }

  private static <C extends Connection> Opened of(
      TargetKind<C> kind, JsonObject entry, UnaryOperator<Profile> changes, Outbounds outbounds) {
    List<String> problems = new ArrayList<>();
    C connection = kind.read(new EntryReader(entry, problems::add));
    assertThat(problems).isEmpty();
    assertThat(entry.members().keySet())
        .isSubsetOf(
            Stream.concat(
                    kind.members().stream().map(TargetKind.Member::name),
                    Stream.of(AddressesMember.NAME))
                .toList());
    AllowedAddresses addresses = AddressesMember.read(entry, problems::add);
    assertThat(problems).isEmpty();
    var rule = new OutboundRule("contract", addresses, TOTAL, IN_FLIGHT_MAX);
    return new Opened(
        kind.open(
            connection,
            new Site("contract", changes.apply(kind.profile(connection)), rule, tools(outbounds))),
        shaping(kind.mappings(connection)));
  }

  private static Site.Tools tools(Outbounds outbounds) {
    return new Site.Tools(
        outbounds::open,
        outbounds::addresses,
        new Redaction(200),
        Clock.systemUTC(),
        Limits.STANDARD.http());
  }

  private static Shaping shaping(Map<String, String> texts) {
    var language = new JsonataLanguage(MappingLimits.STANDARD);
    var mappings = new HashMap<String, Written>();
    texts.forEach((type, text) -> {
      Read read = language.read(text);
      assertThat(read).as(text).isInstanceOf(Read.Good.class);
      mappings.put(type, new Written(text, ((Read.Good) read).mapping()));
    });
    return new Shaping(Scope.EVERYTHING, mappings);
  }

  /// Returns what the target must have of a resource.
  public JsonObject shape(ResourceRef resource, JsonObject document) {
    Shaped shaped = shaping.of(new Subject(resource, document, Set.of(), null));
    assertThat(shaped).isInstanceOf(Shaped.Inside.class);
    return ((Shaped.Inside) shaped).shape();
  }

  /// Carries out one action and waits for its answer.
  public Answer perform(ResourceRef resource, Action.Call call) {
    return Objects.requireNonNull(app.perform(resource, call).block(PATIENCE));
  }

  /// Makes the test call and waits for its answer; empty where the app was not called.
  public Optional<Answer> probe() {
    return app.probe().blockOptional(PATIENCE);
  }

  @Override
  public void close() {
    app.close();
  }
}
