package dev.rollcall.connector.target.sql;

import dev.rollcall.connector.delivery.core.Failure;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.outbound.AddressRefusedException;
import dev.rollcall.connector.outbound.NoAnswer;
import dev.rollcall.connector.target.Redaction;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Classifies what a database, or the way to it, said, by SQLSTATE.
final class SqlFailures {
  private static final String UNDEFINED_TABLE = "42P01";
  private static final String UNDEFINED_COLUMN = "42703";
  private static final String NO_UNIQUE_INDEX = "42P10";
  private static final String NO_RIGHT = "42501";
  private static final String NO_SCHEMA = "3F000";

  /// What these say names tables and columns of the configuration and no value of a person.
  private static final Set<String> ABOUT_THE_SCHEMA =
      Set.of(UNDEFINED_TABLE, UNDEFINED_COLUMN, NO_UNIQUE_INDEX, NO_RIGHT, NO_SCHEMA);

  private final Redaction redaction;

  SqlFailures(Redaction redaction) {
    this.redaction = redaction;
  }

  /// Says whether the trouble is outside of us, and not a bug.
  static boolean isOutside(Throwable e) {
    return e instanceof R2dbcException
        || e instanceof IOException
        || e instanceof TimeoutException
        || AddressRefusedException.isBehind(e);
  }

  Failure of(Throwable e) {
    if (AddressRefusedException.isBehind(e)) {
      return Failure.of(
          FailureKind.ADDRESS_REFUSED, "The target's address is not public and not allowed");
    }
    if (e instanceof TimeoutException || e instanceof R2dbcTimeoutException) {
      return Failure.of(FailureKind.TIMEOUT, "No answer within the time limit");
    }
    String state = e instanceof R2dbcException said ? said.getSqlState() : null;
    if (state == null || state.isEmpty()) {
      return Failure.of(FailureKind.UNREACHABLE, noAnswer(e));
    }
    return Failure.of(kind(state), text(state, e.getMessage()));
  }

  /// The driver's own exceptions have no name that anybody knows.
  private static String noAnswer(Throwable e) {
    return "No answer: " + NoAnswer.known(e).orElse("the connection to the database broke");
  }

  static FailureKind kind(String state) {
    return switch (state) {
      case "23505" -> FailureKind.CONFLICT; // unique_violation
      case "40001", "40P01", "55P03", "53300" ->
          FailureKind.THROTTLED; // serialization, deadlock, lock, too many connections
      case "57014" -> FailureKind.TIMEOUT; // query_canceled, by our own limit
      case "3D000" -> FailureKind.UNAUTHORIZED; // there is no such database
      case NO_RIGHT -> FailureKind.REFUSED;
      default ->
          switch (state.substring(0, 2)) {
            case "08" -> FailureKind.UNREACHABLE;
            case "28" -> FailureKind.UNAUTHORIZED;
            case "53", "57", "58", "XX" -> FailureKind.SERVER_ERROR;
            // Tables, columns, types, constraints: a repetition heals none of them.
            default -> FailureKind.REFUSED;
          };
    };
  }

  private String text(String state, @Nullable String said) {
    String message = said == null ? "" : said;
    return switch (state) {
      case NO_UNIQUE_INDEX -> "The key's column needs a unique index (42P10)";
      case String it when ABOUT_THE_SCHEMA.contains(it) ->
          message.replaceAll("\\s+", " ").strip() + " (" + state + ")";
      case String _ -> redaction.of(message.getBytes(StandardCharsets.UTF_8)) + " (" + state + ")";
    };
  }
}
