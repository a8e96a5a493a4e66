package dev.rollcall.ingress.access.file;

import dev.rollcall.ingress.access.Credential;
import dev.rollcall.ingress.access.Scope;
import dev.rollcall.process.BrokenProcess;
import dev.rollcall.schemas.event.ResourceId;
import dev.rollcall.schemas.event.TenantId;
import dev.rollcall.schemas.json.Json;
import dev.rollcall.schemas.json.JsonArray;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads CREDENTIALS_FILE (docs/contracts.md section 2) and reads it again when it changes. A file
/// that cannot be read leaves the credentials as they were, and says so in health.
public final class CredentialsFile implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(CredentialsFile.class);
  private static final Duration LOOK_INTERVAL = Duration.ofMillis(500);

  private final JsonCodec json = new JsonCodec(JsonLimits.RECORD);
  private final Path file;
  private final Thread thread;
  private volatile List<Credential> credentials = List.of();
  private volatile Optional<String> trouble = Optional.of("The credentials were not read yet");
  private volatile boolean closed;
  private byte[] lastRead = new byte[0];

  public CredentialsFile(Path file) {
    this.file = file;
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("credentials")
            .unstarted(BrokenProcess.guarding(log, "The watch over the credentials", this::run));
  }

  /// Reads the file and starts to watch it.
  public void start() {
    look();
    thread.start();
  }

  /// The credentials as they stand.
  public List<Credential> current() {
    return credentials;
  }

  /// One sentence where the file cannot be read.
  public Optional<String> trouble() {
    return trouble;
  }

  private void run() {
    while (!closed) {
      try {
        Thread.sleep(LOOK_INTERVAL);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        return;
      }
      look();
    }
  }

  private void look() {
    try {
      byte[] bytes = Files.readAllBytes(file);
      if (trouble.isEmpty() && Arrays.equals(bytes, lastRead)) {
        return;
      }
      credentials = read(bytes);
      lastRead = bytes;
      trouble = Optional.empty();
      log.info("{} credentials are known", credentials.size());
    } catch (IOException | MalformedJsonException | IllegalArgumentException e) {
      var sentence = Optional.of("The credentials file " + file + " cannot be read");
      if (!trouble.equals(sentence)) {
        log.error("{}: {}", sentence.get(), e.getClass().getSimpleName());
      }
      trouble = sentence;
    }
  }

  private List<Credential> read(byte[] bytes) {
    if (!(json.readObject(bytes).get("credentials") instanceof JsonArray(List<Json> elements))) {
      throw new IllegalArgumentException("No array 'credentials'");
    }
    var read = new ArrayList<Credential>();
    for (Json element : elements) {
      if (!(element instanceof JsonObject object)) {
        throw new IllegalArgumentException("A credential is not an object");
      }
      read.add(credential(object));
    }
    return List.copyOf(read);
  }

  private static Credential credential(JsonObject object) {
    try {
      Scope scope = Scope.valueOf(text(object, "scope").toUpperCase(Locale.ROOT));
      return new Credential(
          text(object, "id"),
          new TenantId(text(object, "tenant")),
          scope,
          text(object, "sha256"),
          Instant.parse(text(object, "expiresAt")),
          object.text("user").map(ResourceId::new).orElse(null),
          scope == Scope.FEED ? text(object, "target") : null);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'expiresAt' is not a time", e);
    }
  }

  private static String text(JsonObject object, String name) {
    return object
        .text(name)
        .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is missing"));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
