package dev.rollcall.connector.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.connector.operations.DefaultMappings.Newer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What a vendor's people get changes by an act of the target's owner and not by a new version of
/// ours. The second version of Miro's mapping is a file of this test's.
class MappingVersionsTest {

  /// Whoever changes a mapping that was released makes a file of a new version, such as
  /// `slack@2.user.jsonata`, and writes it down here.
  private static final String RELEASED =
      """
      atlassian c858dfdbaa12959b
      aws-iam-identity-center 00e35b22ef6d6150
      databricks ace8f8183e683cac
      github-emu 7710323664cb0af1
      google 265fd4fffcf8e745
      miro 22280dae9bcd92dd
      salesforce d5f1369f7baf9415
      slack 1fc886ef65301538
      snowflake 7e53c3612cfe1903
      """;

  @Test
  void a_mapping_that_was_released_never_changes() {
    assertThat(
            Profiles.NAMES.stream()
                .filter(name -> !Profiles.mappings(name).isEmpty())
                .map(name -> name + " " + print(Profiles.mappings(name)))
                .collect(Collectors.joining("\n", "", "\n")))
        .isEqualTo(RELEASED);
  }

  @Test
  void a_name_without_a_version_is_the_first_version_for_ever() {
    assertThat(Profiles.newest("miro")).isEqualTo(2);
    assertThat(Profiles.mappings("miro")).isEqualTo(Profiles.mappings("miro@1"));
    assertThat(Profiles.mappings("miro").get("User")).contains("photos");
    assertThat(Profiles.mappings("miro@2").get("User")).contains("nickName");
    assertThat(Profiles.mappings("miro@2").get("Group"))
        .as("what is not new is as before")
        .isEqualTo(Profiles.mappings("miro").get("Group"));
  }

  @Test
  void a_profile_of_a_version_has_the_same_data() {
    assertThat(Profiles.named("miro@2").orElseThrow().rates())
        .isEqualTo(Profiles.named("miro").orElseThrow().rates());
    assertThat(Profiles.named("miro@2").orElseThrow().name()).isEqualTo("miro@2");
    assertThat(List.of("miro@3", "miro@0", "miro@", "@2", "slack@2", "standard@2"))
        .allMatch(name -> Profiles.named(name).isEmpty());
  }

  @Test
  void who_has_an_older_one_is_told() {
    assertThat(KnownDefaultMappings.newer("miro")).contains(new Newer("miro", "miro@2"));
    assertThat(KnownDefaultMappings.newer("miro@2")).isEmpty();
    assertThat(KnownDefaultMappings.newer("slack")).isEmpty();
    assertThat(KnownDefaultMappings.newer("standard")).isEmpty();
  }

  private static String print(Map<String, String> mappings) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(mappings)
          .forEach((type, text) -> {
            digest.update(type.getBytes(StandardCharsets.UTF_8));
            digest.update(text.getBytes(StandardCharsets.UTF_8));
          });
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
