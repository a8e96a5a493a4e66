package dev.rollcall.standalone;

import java.nio.file.Path;
import java.util.OptionalInt;

/// What the command line says.
public record Arguments(
    Command command, Path data, OptionalInt port, boolean oneProcess, boolean fast) {
  private static final int PORT_MAX = 65_535;

  /// The commands.
  public enum Command {
    UP,
    DEMO
  }

  /// Reads the command line.
  ///
  /// @throws IllegalArgumentException with one sentence on what is wrong
  static Arguments parse(String[] args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("a command is missing: up or demo");
    }
    Command command =
        switch (args[0]) {
          case "up" -> Command.UP;
          case "demo" -> Command.DEMO;
          default -> throw new IllegalArgumentException("unknown command '" + args[0] + "'");
        };
    var read = new Arguments(command, Path.of("data"), OptionalInt.empty(), false, false);
    for (int i = 1; i < args.length; i++) {
      switch (args[i]) {
        case "--one-process" ->
            read = new Arguments(command, read.data, read.port, true, read.fast);
        case "--fast" -> read = new Arguments(command, read.data, read.port, read.oneProcess, true);
        case "--data" -> {
          var data = Path.of(value(args, ++i, "--data"));
          read = new Arguments(command, data, read.port, read.oneProcess, read.fast);
        }
        case "--port" -> {
          var port = OptionalInt.of(port(value(args, ++i, "--port")));
          read = new Arguments(command, read.data, port, read.oneProcess, read.fast);
        }
        default -> throw new IllegalArgumentException("unknown option '" + args[i] + "'");
      }
    }
    return read;
  }

  private static String value(String[] args, int at, String option) {
    if (at >= args.length) {
      throw new IllegalArgumentException(option + " wants a value");
    }
    return args[at];
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 1 && port <= PORT_MAX) {
        return port;
      }
    } catch (NumberFormatException _) {
      // Said below, in the same words as for a number that is out of range.
    }
    throw new IllegalArgumentException("--port wants a number from 1 to " + PORT_MAX);
  }
}
