package dev.rollcall.standalone.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollcall.backing.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AotCacheTest {
  private static final Instant BUILT = Instant.parse("2026-11-24T10:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;
  private AotCache cache;

  @BeforeEach
  void build() throws IOException {
    Path module = folder.resolve("ingress-service");
    Files.createDirectories(module.resolve("target"));
    cache = AotCache.of(new ServiceSpec("ingress", "x.Main", module, 8080, 64, Map.of()));
    at(cache.jar(), BUILT);
  }

  @Test
  void a_build_that_was_not_trained_has_none() {
    assertThat(cache.use()).isEmpty();
  }

  @Test
  void a_cache_is_used_by_the_build_that_it_was_made_from() throws IOException {
    at(cache.file(), BUILT.plusSeconds(60));

    assertThat(cache.use()).first().isEqualTo("-XX:AOTCache=" + cache.file());
  }

  @Test
  void a_cache_of_an_earlier_build_is_left_alone() throws IOException {
    at(cache.file(), BUILT.minusSeconds(60));

    assertThat(cache.use()).isEmpty();
  }

  @Test
  void a_process_that_is_told_to_end_writes_its_cache() {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(cache.training());
    command.addAll(List.of("-m", "jdk.httpserver", "-p", "0", "-d", folder.toString()));
    var log = new ChildProcess.Log(folder.resolve("server.log"), "URL");
    ChildProcess server = ChildProcess.start("server", command, Map.of(), log);
    server.awaitReady(PATIENCE);

    server.stop(PATIENCE);

    assertThat(cache.use()).first().isEqualTo("-XX:AOTCache=" + cache.file());
  }

  private static void at(Path file, Instant when) throws IOException {
    Files.writeString(file, "x");
    Files.setLastModifiedTime(file, FileTime.from(when));
  }
}
