package dev.rollcall.projection.decide.core;

import static dev.rollcall.projection.decide.core.Directory.createUser;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.projection.decide.core.Judgement.Decided;
import dev.rollcall.schemas.event.Command.CreateResource;
import dev.rollcall.schemas.event.Command.PatchResource;
import dev.rollcall.schemas.event.Fact;
import dev.rollcall.schemas.event.Fact.MembersAdded;
import dev.rollcall.schemas.event.Fact.MembersRemoved;
import dev.rollcall.schemas.event.Fact.ResourceChanged;
import dev.rollcall.schemas.event.Fact.ResourceCreated;
import dev.rollcall.schemas.event.Outcome.Refused;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonBoolean;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.patch.SameContent;
import dev.rollcall.scim.profile.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The PATCH vectors about groups on the way that requests take: members are memberships here and
/// no part of a document, so the rules of the PATCH engine do not see them.
final class GroupVectorsTest {
  private static final JsonCodec JSON = new JsonCodec(JsonLimits.RECORD);
  private static final ResourceId GROUP = new ResourceId("the-group");
  private static final String MEMBERS = "members";
  private static final Profile STRICT = strict();

  private final Directory directory = new Directory();
  private final Set<String> members = new TreeSet<>();
  private JsonObject document = JsonObject.EMPTY;

  static Stream<Named<JsonObject>> rows() {
    return Stream.of("patches.jsonl", "patches-more.jsonl")
        .flatMap(GroupVectorsTest::lines)
        .filter(it -> it.text("resourceType").equals(Optional.of("Group")))
        .map(it -> Named.of(it.text("name").orElseThrow(), it));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_patch_of_a_group_is_decided_as_the_vector_says(JsonObject row) {
    boolean strict = row.text("profile").equals(Optional.of("strict"));
    JsonObject before = object(row, "before");
    // Ids differ by letter case and user names do not.
    ids(row).forEach(id -> directory.when(createUser(id, "user-" + id.hashCode())));
    apply(directory.when(new CreateResource("Group", GROUP, before)));
    if (strict) {
      directory.under(STRICT);
    }

    Decided decided =
        directory.when(new PatchResource("Group", GROUP, List.of(), object(row, "patch")));

    if (row.get("error") instanceof JsonObject error) {
      assertThat(decided.outcome()).isInstanceOf(Refused.class);
      assertThat(((Refused) decided.outcome()).scimType())
          .isEqualTo(error.text("scimType").orElseThrow());
      assertThat(decided.outcome().status()).isEqualTo(400);
      assertThat(decided.facts()).isEmpty();
      return;
    }
    apply(decided);
    assertThat(row.get("versionChanges")).isEqualTo(JsonBoolean.of(!decided.facts().isEmpty()));
    object(row, "after")
        .members()
        .forEach((name, wanted) -> {
          if (name.equals(MEMBERS)) {
            assertThat(members).containsExactlyInAnyOrderElementsOf(values(wanted));
          } else {
            Json known = document.get(name);
            assertThat(SameContent.of(known == null ? JsonNull.NULL : known, wanted))
                .as("%s in %s", name, document)
                .isTrue();
          }
        });
    if (object(row, "after").get(MEMBERS) == null) {
      assertThat(members).isEmpty();
    }
  }

  private void apply(Decided decided) {
    assertThat(decided.outcome()).isNotInstanceOf(Refused.class);
    for (Fact fact : decided.facts()) {
      switch (fact) {
        case ResourceCreated it -> document = it.document();
        case ResourceChanged it -> document = it.document();
        case MembersAdded it -> it.members().forEach(member -> members.add(member.id().value()));
        case MembersRemoved it -> it.members().forEach(member -> members.remove(member.value()));
        case Fact other -> throw new AssertionError("Unexpected: " + other);
      }
    }
  }

  /// Whoever a row names exists: the vectors leave open whether references are looked up.
  private static Set<String> ids(JsonObject row) {
    var ids = new TreeSet<String>();
    for (String part : List.of("before", "after", "patch")) {
      Json json = row.get(part);
      if (json != null) {
        collect(json, ids);
      }
    }
    return ids;
  }

  private static void collect(Json json, Set<String> ids) {
    switch (json) {
      case JsonArray(var elements) -> elements.forEach(it -> collect(it, ids));
      case JsonObject object -> {
        object.text("value").filter(it -> !it.isEmpty()).ifPresent(ids::add);
        object.members().values().forEach(it -> collect(it, ids));
      }
      case Json _ -> {}
    }
  }

  private static List<String> values(Json members) {
    return members instanceof JsonArray(var elements)
        ? elements.stream().map(it -> ((JsonObject) it).text("value").orElseThrow()).toList()
        : List.of();
  }

  private static Profile strict() {
    var off = JsonObject.builder();
    for (RecordComponent dialect : Objects.requireNonNull(Leniency.class.getRecordComponents())) {
      off.put(dialect.getName(), false);
    }
    return ((Result.Ok<Profile>)
            Profile.STANDARD.defined(Profile.DIALECTS, Profile.DIALECTS, off.build()))
        .value();
  }

  private static JsonObject object(JsonObject row, String name) {
    return (JsonObject) Objects.requireNonNull(row.get(name));
  }

  private static Stream<JsonObject> lines(String file) {
    try (var in = GroupVectorsTest.class.getResourceAsStream("/vectors/" + file)) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text
          .lines()
          .filter(it -> !it.isBlank())
          .map(it -> JSON.readObject(it.getBytes(StandardCharsets.UTF_8)))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
