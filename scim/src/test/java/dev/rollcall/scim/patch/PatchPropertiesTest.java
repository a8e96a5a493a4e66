package dev.rollcall.scim.patch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonNull;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.scim.Result;
import dev.rollcall.scim.Urns;
import dev.rollcall.scim.dialect.Leniency;
import dev.rollcall.scim.fixture.Generator;
import dev.rollcall.scim.fixture.RandomFilters;
import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.PatchPath;
import dev.rollcall.scim.resource.ResourceReader;
import dev.rollcall.scim.schema.AttributeDefinition;
import dev.rollcall.scim.schema.AttributeType;
import dev.rollcall.scim.schema.Mutability;
import dev.rollcall.scim.schema.ResourceTypeDefinition;
import dev.rollcall.scim.schema.StandardSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PatchPropertiesTest {
  private static final ResourceTypeDefinition USER = StandardSchemas.USER_TYPE;
  private static final int SEEDS = 6_000;

  private static Optional<JsonObject> user(Generator generator) {
    return ResourceReader.read(USER, generator.resource(USER), Leniency.ALL)
            instanceof Result.Ok<JsonObject>(var read)
        ? Optional.of(read)
        : Optional.empty();
  }

  private static Result<Patched> apply(JsonObject resource, List<JsonObject> operations) {
    JsonObject body =
        JsonObject.builder()
            .put("schemas", JsonArray.ofStrings(List.of(Urns.PATCH_OP)))
            .put("Operations", new JsonArray(List.copyOf(operations)))
            .build();
    return new PatchParser(PatchLimits.CLIENT)
        .parse(USER, body, Leniency.ALL)
        .flatMap(it -> PatchEngine.apply(USER, resource, it, Leniency.ALL));
  }

  private record Place(AttributePath path, AttributeDefinition attribute) {}

  private static Place place(Generator generator) {
    return generator.oneOf(places());
  }

  private static List<Place> places() {
    var places = new ArrayList<Place>();
    for (AttributeDefinition attribute : USER.schema().attributes()) {
      if (attribute.mutability() == Mutability.READ_WRITE) {
        places.add(new Place(new AttributePath(null, attribute.name(), null), attribute));
      }
    }
    var extension = StandardSchemas.ENTERPRISE_USER;
    for (AttributeDefinition attribute : extension.attributes()) {
      places.add(new Place(new AttributePath(extension.urn(), attribute.name(), null), attribute));
    }
    return places;
  }

  private static JsonObject operation(String op, String path, Json value) {
    return JsonObject.builder().put("op", op).put("path", path).put("value", value).build();
  }

  /// Any one operation: on an attribute, a part of it, elements of it, or parts of those.
  private static JsonObject anyOperation(Generator generator, List<String> ops) {
    Place place = place(generator);
    AttributeDefinition attribute = place.attribute();
    AttributePath path = place.path();
    var random = generator.random();
    AttributeDefinition leaf = attribute;
    boolean complex = attribute.type() == AttributeType.COMPLEX;
    boolean elements = complex && attribute.multiValued() && random.nextInt(3) > 0;
    if (complex && random.nextBoolean()) {
      leaf = generator.oneOf(attribute.subAttributes());
      path = new AttributePath(path.schemaUrn(), path.attribute(), leaf.name());
    }
    var filter = elements ? new RandomFilters(generator, USER).elementFilter(attribute, 1) : null;
    Json value =
        elements && leaf.equals(attribute) ? generator.single(leaf) : generator.value(leaf);
    return operation(
        generator.oneOf(ops),
        new PatchPath(path, filter).toString(),
        random.nextInt(8) == 0 ? JsonNull.NULL : value);
  }

  @Test
  void a_replace_or_remove_that_is_sent_again_changes_nothing_more() {
    int changed = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      var generator = new Generator(seed);
      Optional<JsonObject> user = user(generator);
      JsonObject operation = anyOperation(generator, List.of("replace", "remove"));
      if (user.isPresent()
          && apply(user.get(), List.of(operation)) instanceof Result.Ok<Patched>(var once)) {
        Result<Patched> twice = apply(once.resource(), List.of(operation));
        assertThat(twice.map(Patched::changed))
            .as("seed %d: %s", seed, operation)
            .satisfiesAnyOf(
                it -> assertThat(it).isEqualTo(Result.ok(false)),
                it -> assertThat(it).isInstanceOf(Result.Refused.class));
        changed += once.changed() ? 1 : 0;
      }
    }
    assertThat(changed).isGreaterThan(SEEDS / 10);
  }

  @Test
  void what_a_patch_leaves_is_in_canonical_form() {
    int changed = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      var generator = new Generator(seed);
      Optional<JsonObject> user = user(generator);
      List<String> ops = List.of("add", "replace", "remove");
      List<JsonObject> operations =
          List.of(anyOperation(generator, ops), anyOperation(generator, ops));
      if (user.isPresent()
          && apply(user.get(), operations) instanceof Result.Ok<Patched>(var patched)) {
        assertThat(ResourceReader.read(USER, patched.resource(), Leniency.ALL))
            .as("seed %d: %s on %s", seed, operations, user.get())
            .isEqualTo(Result.ok(patched.resource()));
        changed += patched.changed() ? 1 : 0;
      }
    }
    assertThat(changed).isGreaterThan(SEEDS / 10);
  }

  @Test
  void a_patch_and_its_inverse_leave_the_resource_as_it_was() {
    int changed = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      var generator = new Generator(seed);
      Optional<JsonObject> user = user(generator);
      Place place = place(generator);
      String path = place.path().toString();
      JsonObject there = operation("replace", path, generator.value(place.attribute()));
      if (user.isPresent()
          && apply(user.get(), List.of(there)) instanceof Result.Ok<Patched>(var patched)) {
        Result<Patched> back = apply(patched.resource(), inverse(user.get(), place));
        assertThat(back.map(it -> SameContent.of(it.resource(), user.get())))
            .as("seed %d: %s on %s", seed, there, user.get())
            .isEqualTo(Result.ok(true));
        changed += patched.changed() ? 1 : 0;
      }
    }
    assertThat(changed).isGreaterThan(SEEDS / 10);
  }

  /// Whatever a PATCH does, what differs can be put back attribute by attribute.
  @Test
  void any_patch_can_be_taken_back_by_another_one() {
    int changed = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      var generator = new Generator(seed);
      Optional<JsonObject> user = user(generator);
      List<JsonObject> operations = anyOperations(generator);
      if (user.isPresent()
          && apply(user.get(), operations) instanceof Result.Ok<Patched>(var patched)) {
        var back = new ArrayList<JsonObject>();
        places().forEach(it -> back.addAll(inverse(user.get(), it)));
        Result<Patched> restored = apply(patched.resource(), back);
        assertThat(restored.map(it -> SameContent.of(it.resource(), user.get())))
            .as("seed %d: %s on %s", seed, operations, user.get())
            .isEqualTo(Result.ok(true));
        changed += patched.changed() ? 1 : 0;
      }
    }
    assertThat(changed).isGreaterThan(SEEDS / 10);
  }

  @Test
  void operations_in_one_message_do_what_they_do_one_after_the_other() {
    for (long seed = 0; seed < SEEDS; seed++) {
      var generator = new Generator(seed);
      Optional<JsonObject> user = user(generator);
      List<JsonObject> operations = anyOperations(generator);
      if (user.isEmpty()) {
        continue;
      }
      Result<JsonObject> stepwise = Result.ok(user.get());
      for (JsonObject operation : operations) {
        stepwise = stepwise.flatMap(it -> apply(it, List.of(operation)).map(Patched::resource));
      }
      Result<JsonObject> together = apply(user.get(), operations).map(Patched::resource);
      assertThat(sameOutcome(stepwise, together))
          .as("seed %d: %s on %s", seed, operations, user.get())
          .isTrue();
    }
  }

  /// A message is read whole before it is applied, so of two refusals the other one may come.
  private static boolean sameOutcome(Result<JsonObject> some, Result<JsonObject> other) {
    if (some instanceof Result.Ok<JsonObject>(var one)
        && other instanceof Result.Ok<JsonObject>(var two)) {
      return SameContent.of(one, two);
    }
    return some instanceof Result.Refused<JsonObject>
        && other instanceof Result.Refused<JsonObject>;
  }

  private static List<JsonObject> anyOperations(Generator generator) {
    var operations = new ArrayList<JsonObject>();
    for (int i = generator.random().nextInt(3); i >= 0; i--) {
      operations.add(anyOperation(generator, List.of("add", "replace", "remove")));
    }
    return operations;
  }

  private static List<JsonObject> inverse(JsonObject before, Place place) {
    String path = place.path().toString();
    String urn = place.path().schemaUrn();
    Json container = urn == null ? before : before.get(urn);
    Json old = container instanceof JsonObject it ? it.get(place.attribute().name()) : null;
    JsonObject remove = operation("remove", path, JsonNull.NULL);
    if (old == null) {
      return List.of(remove);
    }
    return place.attribute().required()
        ? List.of(operation("replace", path, old))
        : List.of(remove, operation("add", path, old));
  }
}
