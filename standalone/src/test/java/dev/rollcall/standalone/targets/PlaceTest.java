package dev.rollcall.standalone.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollcall.schemas.access.Token;
import dev.rollcall.standalone.targets.Place.Said;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PlaceTest {
  private static final String FIRST = Token.make(new SecureRandom()).text();
  private static final String SECOND = Token.make(new SecureRandom()).text();
  private static final String HERE = "http://127.0.0.1:8080/admin";
  private static final String THERE = "https://rollcall.example/admin";

  @TempDir Path folder;
  private Path tokens = Path.of("");

  @BeforeEach
  void run() throws IOException {
    Files.writeString(
        folder.resolve("rollcall.json"),
        "{\"adminBaseUrl\":\"" + HERE + "\",\"adminToken\":\"" + FIRST + "\"}");
    tokens = Files.writeString(folder.resolve("tokens"), FIRST + "\n" + SECOND + "\n");
  }

  @Test
  void a_folder_has_address_and_token_whatever_the_environment_says() {
    var environment = Map.of("ADMIN_URL", THERE, "ADMIN_TOKEN", SECOND);

    assertThat(Place.find(said(folder, null, null), environment))
        .isEqualTo(new Place(URI.create(HERE), List.of(FIRST)));
    assertThat(Place.find(said(folder, null, tokens), Map.of()))
        .isEqualTo(new Place(URI.create(HERE), List.of(FIRST, SECOND)));
  }

  @Test
  void another_address_wants_a_token_of_its_own() {
    assertThat(Place.find(said(null, THERE + "/", tokens), Map.of()))
        .isEqualTo(new Place(URI.create(THERE), List.of(FIRST, SECOND)));
    assertThat(
            Place.find(
                said(null, null, null),
                Map.of("ADMIN_URL", THERE, "ADMIN_TOKEN", FIRST + "," + SECOND)))
        .isEqualTo(new Place(URI.create(THERE), List.of(FIRST, SECOND)));
    assertThatThrownBy(() -> Place.find(said(folder, THERE, null), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--token-file")
        .hasMessageNotContaining(FIRST);
  }

  @Test
  void what_cannot_be_used_is_said_without_what_it_holds() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "a password");
    assertThatThrownBy(() -> Place.find(said(folder, null, other), Map.of()))
        .hasMessageContaining("is none")
        .hasMessageNotContaining("password");
    assertThatThrownBy(() -> Place.find(said(folder, "ftp://host", tokens), Map.of()))
        .hasMessageContaining("an address such as");
    assertThatThrownBy(() -> Place.find(said(folder.resolve("none"), null, null), Map.of()))
        .hasMessageContaining("no platform runs on");
    assertThat(Place.find(said(folder, null, null), Map.of()).toString()).isEqualTo(HERE);
  }

  private static Said said(@Nullable Path data, @Nullable String url, @Nullable Path tokens) {
    return new Said(
        Optional.ofNullable(data), Optional.ofNullable(url), Optional.ofNullable(tokens));
  }
}
