package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.Facts;
import dev.rollcall.connector.mapping.core.Fitting;
import dev.rollcall.connector.mapping.core.MappingLimits;
import dev.rollcall.connector.mapping.core.Shaped;
import dev.rollcall.connector.mapping.core.Subject;
import dev.rollcall.connector.mapping.jsonata.JsonataLanguage;
import dev.rollcall.connector.target.scim.ScimKind;
import dev.rollcall.connector.targets.TargetsFile.Reading;
import dev.rollcall.schemas.event.ResourceRef;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// What each vendor gets of the people and the group in `vendors/people.json` by its own mapping,
/// as `vendors/<profile>.json` has it.
class VendorMappingsTest {
  static final List<String> VENDORS =
      Profiles.NAMES.stream().filter(name -> !name.equals("standard")).toList();

  private static final JsonCodec JSON = new JsonCodec(JsonLimits.CLIENT);
  private static final JsonObject PEOPLE = resource("people");
  private static final String MANAGER_THERE = "manager-at-the-vendor";

  @ParameterizedTest
  @FieldSource("VENDORS")
  void somebody_with_everything_comes_with_what_the_vendor_takes(String vendor) {
    assertThat(given(vendor, "rich")).isEqualTo(expected(vendor, "rich"));
  }

  /// What is missing is said by the attribute's name.
  @ParameterizedTest
  @FieldSource("VENDORS")
  void somebody_with_a_name_alone_comes_or_is_refused_in_words(String vendor) {
    assertThat(given(vendor, "poor")).isEqualTo(expected(vendor, "poor"));
  }

  @ParameterizedTest
  @FieldSource("VENDORS")
  void a_group_is_its_name(String vendor) {
    assertThat(given(vendor, "group")).isEqualTo(expected(vendor, "group"));
  }

  @Test
  void a_mapping_of_the_entry_stands_in_the_place_of_the_vendors() {
    JsonObject entry =
        entry("slack")
            .with(
                "mapping",
                JsonObject.of("User", new JsonString("{'userName': 'x', 'emails': emails}")));

    JsonObject shape = ((Shaped.Inside) shaped(target(entry), "rich")).shape();

    assertThat(shape.text("userName")).contains("x");
    assertThat(shape.members()).doesNotContainKey("title");
    assertThat(((Shaped.Inside) shaped(target(entry), "group")).shape().text("displayName"))
        .contains("Engines");
  }

  @Test
  void what_a_vendor_takes_nobody_without_holds_for_every_mapping_and_can_be_changed() {
    JsonObject nameAlone = JsonObject.of("User", new JsonString("{'userName': userName}"));
    JsonObject slack = entry("slack").with("mapping", nameAlone);
    JsonObject own =
        JsonObject.builder()
            .put("base", "slack")
            .put("required", JsonArray.ofStrings(List.of("title")))
            .build();

    assertThat(shaped(target(slack), "rich")).isInstanceOf(Shaped.Flawed.class);
    assertThat(shaped(target(slack.with("profile", own)), "rich"))
        .isEqualTo(
            new Shaped.Flawed("the target takes no user without 'title'", "there is no scope"));
  }

  /// A target whose shaping reads differently is compared anew after a restart.
  @Test
  void a_target_without_a_vendor_is_configured_as_it_was() {
    assertThat(target(entry("standard")).shaping().isPlain()).isTrue();
    assertThat(target(entry("standard")).shaping().print()).doesNotContain("required");
    assertThat(target(entry("slack")).shaping().print()).contains("required\n[emails]");
  }

  private static @Nullable Json expected(String vendor, String who) {
    return resource(vendor).get(who);
  }

  /// The shape, or the text of the flaw.
  private static Json given(String vendor, String who) {
    Target target = target(entry(vendor));
    return switch (shaped(target, who)) {
      case Shaped.Inside(var shape, _) -> Fitting.fitted(shape, target.profile());
      case Shaped.Flawed(var why, _) -> new JsonString(why);
      case Shaped.Outside(var rule) -> new JsonString(rule);
    };
  }

  private static Shaped shaped(Target target, String who) {
    ResourceRef resource = who.equals("group") ? Facts.group("g1") : Facts.user("u1");
    var document = (JsonObject) Objects.requireNonNull(PEOPLE.get(who));
    return target.shaping().of(new Subject(resource, document, Set.of(), MANAGER_THERE));
  }

  private static Target target(JsonObject entry) {
    var file =
        new TargetsFile(
            new TargetsFile.Defaults(30_000, 8),
            new Kinds(List.of(new ScimKind())),
            new JsonataLanguage(MappingLimits.STANDARD));
    JsonObject all = JsonObject.of("targets", new JsonArray(List.<Json>of(entry)));
    var reading = (Reading.Targets) file.read(JSON.write(all));
    assertThat(reading.flaws()).isEmpty();
    return reading.targets().getFirst();
  }

  private static JsonObject entry(String vendor) {
    return JsonObject.builder()
        .put("id", "app")
        .put("tenant", "demo")
        .put("kind", "scim")
        .put("url", "https://app.example/scim")
        .put("token", "t")
        .put("profile", vendor)
        .build();
  }

  private static JsonObject resource(String name) {
    String file = "/vendors/" + name + ".json";
    try (InputStream in =
        Objects.requireNonNull(VendorMappingsTest.class.getResourceAsStream(file), file)) {
      return JSON.readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(file, e);
    }
  }
}
