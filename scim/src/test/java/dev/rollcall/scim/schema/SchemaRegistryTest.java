package dev.rollcall.scim.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.scim.path.AttributePath;
import dev.rollcall.scim.path.Named;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SchemaRegistryTest {
  private static final SchemaRegistry STANDARD = SchemaRegistry.standard();
  private static final String E = StandardSchemas.ENTERPRISE_USER.urn();

  @Test
  void the_standard_types_are_found_by_name_and_endpoint() {
    assertThat(STANDARD.resourceTypes())
        .containsExactly(StandardSchemas.USER_TYPE, StandardSchemas.GROUP_TYPE);
    assertThat(STANDARD.resourceType("User")).contains(StandardSchemas.USER_TYPE);
    assertThat(STANDARD.resourceType("user")).isEmpty();
    assertThat(STANDARD.byEndpoint("/groups")).contains(StandardSchemas.GROUP_TYPE);
    assertThat(STANDARD.byEndpoint("/Devices")).isEmpty();
  }

  @Test
  void schemas_are_found_by_their_urn_in_any_letters() {
    assertThat(STANDARD.schema(E.toUpperCase(Locale.ROOT)))
        .contains(StandardSchemas.ENTERPRISE_USER);
    assertThat(STANDARD.schemas())
        .containsExactly(
            StandardSchemas.USER, StandardSchemas.ENTERPRISE_USER, StandardSchemas.GROUP);
  }

  @Test
  void the_dot_in_a_urn_is_no_path() {
    assertThat(
            STANDARD.resolve(
                StandardSchemas.USER_TYPE, E.toUpperCase(Locale.ROOT) + ":MANAGER.Value"))
        .isInstanceOfSatisfying(
            Named.Known.class,
            known -> {
              assertThat(known.path()).isEqualTo(new AttributePath(E, "manager", "value"));
              assertThat(known.leaf().name()).isEqualTo("value");
            });
  }

  @Test
  void the_longest_urn_wins() {
    SchemaRegistry registry =
        STANDARD.extended(
            "User",
            new SchemaDefinition(
                E + ":Plus",
                "Plus",
                "A longer URN",
                List.of(AttributeDraft.string("level", "A level.").definition())));
    ResourceTypeDefinition user = registry.resourceType("User").orElseThrow();
    assertThat(registry.resolve(user, E + ":plus:level"))
        .isInstanceOfSatisfying(
            Named.Known.class,
            known ->
                assertThat(known.path()).isEqualTo(new AttributePath(E + ":Plus", "level", null)));
  }

  @Test
  void a_tenants_extension_leaves_the_standard_registry_alone() {
    var extension = new SchemaDefinition("urn:x:y", "Y", "Y", List.of());
    SchemaRegistry extended = STANDARD.extended("User", extension);
    assertThat(extended.schema("urn:x:y")).contains(extension);
    assertThat(extended.resourceType("Group")).contains(StandardSchemas.GROUP_TYPE);
    assertThat(STANDARD.schema("urn:x:y")).isEmpty();
  }

  @Test
  void names_endpoints_and_urns_are_there_once() {
    ResourceTypeDefinition user = StandardSchemas.USER_TYPE;
    assertThatThrownBy(() -> new SchemaRegistry(List.of(user, user)))
        .isInstanceOf(IllegalArgumentException.class);
    var other = new SchemaDefinition(user.schema().urn(), "Other", "Other", List.of());
    assertThatThrownBy(() -> STANDARD.extended("User", other))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> STANDARD.extended("Device", other))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
