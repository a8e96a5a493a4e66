package dev.rollcall.standalone;

import dev.rollcall.standalone.platform.PlatformOptions.Running;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// What the command line says.
///
/// @param data the folder of the platform
/// @param publicUrl where clients reach the SCIM interface; empty for the address on this machine
/// @param acceptDifferences whether a directory that was folded anew serves although it differs
public record Arguments(
    Command command,
    Path data,
    OptionalInt port,
    Optional<URI> publicUrl,
    boolean oneProcess,
    boolean fast,
    boolean acceptDifferences) {
  private static final int PORT_MAX = 65_535;

  /// The commands.
  public enum Command {
    UP,
    DEMO,
    TRAIN,
    REBUILD,
    VERIFY,
    ROLLBACK
  }

  /// Reads the command line.
  ///
  /// @throws IllegalArgumentException with one sentence on what is wrong
  static Arguments parse(String[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException(
          "a command is missing: up, demo, train, token, targets, rebuild, verify or rollback");
    }
    Command command =
        switch (args[0]) {
          case "up" -> Command.UP;
          case "demo" -> Command.DEMO;
          case "train" -> Command.TRAIN;
          case "rebuild" -> Command.REBUILD;
          case "verify" -> Command.VERIFY;
          case "rollback" -> Command.ROLLBACK;
          default -> throw new IllegalArgumentException("unknown command '" + args[0] + "'");
        };
    var data = Path.of("data");
    var port = OptionalInt.empty();
    Optional<URI> publicUrl = Optional.empty();
    boolean oneProcess = false;
    boolean fast = false;
    boolean acceptDifferences = false;
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--one-process" -> oneProcess = true;
        case "--fast" -> fast = true;
        case "--accept-differences" -> acceptDifferences = true;
        case "--data" -> data = Path.of(value(args, ++i, "--data"));
        case "--port" ->
            port = OptionalInt.of(number("--port", value(args, ++i, "--port"), PORT_MAX));
        case "--public-url" -> publicUrl = Optional.of(url(value(args, ++i, "--public-url")));
        default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      }
    }
    return new Arguments(command, data, port, publicUrl, oneProcess, fast, acceptDifferences);
  }

  /// How the services run.
  public Running services() {
    return oneProcess ? Running.ONE_PROCESS : Running.PROCESSES;
  }

  private static String value(String[] args, int at, String option) {
    if (at >= args.length) {
      throw new IllegalArgumentException(option + " wants a value");
    }
    return args[at];
  }

  /// Reads the value of an option that is a number from 1 on.
  static int number(String option, String text, int max) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= max) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Said below, in the same words as for a number that is out of range.
    }
    throw new IllegalArgumentException(option + " wants a number from 1 to " + max);
  }

  private static URI url(String text) {
    try {
      var url = new URI(text);
      String scheme = String.valueOf(url.getScheme());
      if (scheme.matches("https?")
          && url.getHost() != null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return URI.create(text.replaceFirst("/+$", ""));
      }
    } catch (URISyntaxException _) {
      // Said below, in the same words as for an address of another kind.
    }
    throw new IllegalArgumentException(
        "--public-url wants an address such as https://scim.example.com");
  }
}
