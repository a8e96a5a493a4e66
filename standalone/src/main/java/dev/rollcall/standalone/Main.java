package dev.rollcall.standalone;

import dev.rollcall.schemas.wire.JsonCodec;
import dev.rollcall.schemas.wire.JsonLimits;
import dev.rollcall.schemas.wire.MalformedJsonException;
import dev.rollcall.standalone.demo.Demo;
import dev.rollcall.standalone.operations.Operation;
import dev.rollcall.standalone.platform.Credentials;
import dev.rollcall.standalone.platform.Platform;
import dev.rollcall.standalone.platform.PlatformException;
import dev.rollcall.standalone.platform.PlatformOptions;
import dev.rollcall.standalone.targets.Administration;
import dev.rollcall.standalone.targets.Apply;
import dev.rollcall.standalone.targets.Place;
import dev.rollcall.standalone.targets.TargetsException;
import dev.rollcall.standalone.targets.core.Wanted;
import dev.rollcall.standalone.targets.http.HttpAdministration;
import dev.rollcall.standalone.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// `./rollcall up`, `./rollcall demo`, and what an operator has a running platform do.
public final class Main {
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

  private Main() {}

  /// Runs a command; exits 0 where it did what it should, 1 where not, 2 for wrong arguments.
  public static void main(String[] args) throws InterruptedException {
    int code;
    try {
      code =
          switch (args.length == 0 ? "" : args[0]) {
            case "token" -> token(TokenArguments.parse(args));
            case "targets" -> targets(TargetsArguments.parse(args));
            default -> run(Arguments.parse(args));
          };
    } catch (IllegalArgumentException e) {
      System.err.println("rollcall: " + e.getMessage());
      code = 2;
    } catch (PlatformException | TargetsException e) {
      System.err.println("rollcall: " + e.getMessage());
      code = 1;
    } catch (RuntimeException e) {
      // Ends the process all the same: services inside it would go on without the rest.
      System.err.println("rollcall: " + e);
      code = 1;
    }
    System.exit(code);
  }

  private static int run(Arguments arguments) throws InterruptedException {
    return switch (arguments.command()) {
      case UP -> up(arguments);
      case DEMO -> Demo.run(checkout(), arguments);
      case TRAIN -> Training.run(checkout(), Main::tell);
      case REBUILD, VERIFY, ROLLBACK ->
          Operation.run(
              arguments.command().name().toLowerCase(Locale.ROOT),
              arguments.data(),
              arguments.acceptDifferences());
    };
  }

  /// Alone on its line, so that a script can take it.
  private static int token(TokenArguments arguments) {
    var credentials = new Credentials(arguments.data());
    arguments
        .wanted()
        .ifPresent(wanted -> System.out.println(credentials.make(wanted, Instant.now()).text()));
    arguments.revoked().ifPresent(credentials::revoke);
    return 0;
  }

  private static int targets(TargetsArguments arguments) throws InterruptedException {
    Wanted wanted = wanted(arguments.file());
    var place = Place.find(arguments.place(), System.getenv());
    List<Administration> administrations =
        place.tokens().stream()
            .<Administration>map(token -> new HttpAdministration(place.url(), token))
            .toList();
    return new Apply(arguments.how(), System.out::println).run(wanted, administrations) ? 0 : 1;
  }

  private static Wanted wanted(Path file) {
    try {
      return Wanted.of(new JsonCodec(JsonLimits.CLIENT).readObject(Files.readAllBytes(file)));
    } catch (IOException _) {
      throw new IllegalArgumentException("the file " + file + " cannot be read");
    } catch (MalformedJsonException e) {
      throw new IllegalArgumentException("the file " + file + ": " + e.getMessage(), e);
    }
  }

  private static int up(Arguments arguments) throws InterruptedException {
    Instant began = Instant.now();
    var options =
        new PlatformOptions(
            checkout(),
            arguments.data(),
            arguments.port().orElse(8080),
            arguments.publicUrl(),
            arguments.services());
    System.out.println("Starting Rollcall on " + arguments.data().toAbsolutePath().normalize());
    var platform = Platform.start(options, Main::tell);
    var stopping = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  System.out.println("Stopping ...");
                  platform.close();
                  System.out.println("Stopped.");
                },
                "stop"));
    System.out.printf(
        Locale.ROOT,
        "Ready after %.1f s.%n  SCIM base URL   %s%n  administration  %s%n  token and more  %s%n%s"
            + "Ctrl-C stops everything.%n",
        seconds(Duration.between(began, Instant.now())),
        platform.scimBaseUrl(),
        platform.adminBaseUrl(),
        arguments.data().toAbsolutePath().normalize().resolve("rollcall.json"),
        arguments.publicUrl().map(it -> "  for clients     " + it + "/scim/v2\n").orElse(""));
    return watch(platform, stopping);
  }

  /// Stays until a part ends by itself and is not started again; a signal ends the process from
  /// outside.
  private static int watch(Platform platform, AtomicBoolean stopping) throws InterruptedException {
    while (true) {
      if (!stopping.get()) {
        platform.startAgain().forEach(it -> System.err.println("rollcall: " + it));
      }
      Optional<String> obituary = platform.obituary();
      if (obituary.isPresent() && !stopping.get()) {
        System.err.println("rollcall: " + obituary.get());
        return 1;
      }
      Thread.sleep(LOOK_INTERVAL);
    }
  }

  private static void tell(String part, Duration took) {
    System.out.printf(Locale.ROOT, "  %-11s up after %4.1f s%n", part, seconds(took));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  private static Path checkout() {
    return Path.of(System.getProperty("rollcall.root", "."));
  }
}
