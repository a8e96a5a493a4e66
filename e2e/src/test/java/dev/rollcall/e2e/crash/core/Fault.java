package dev.rollcall.e2e.crash.core;

import java.time.Duration;

/// Something that is done to the platform.
///
/// @param at when, from the start of the run
/// @param victim the process, or [#KAFKA] or [#POSTGRES], or which poison
/// @param lasts how long until it is over
public record Fault(Duration at, Kind kind, String victim, Duration lasts) {
  public static final String KAFKA = "kafka";
  public static final String POSTGRES = "postgres";

  /// What is done.
  public enum Kind {
    /// SIGKILL; the supervisor starts it again.
    KILL,
    /// SIGSTOP, and SIGCONT when it is over.
    FREEZE,
    /// The broker is killed, and started again when it is over.
    KAFKA_KILL,
    /// The broker is stopped in order, and started again when it is over.
    KAFKA_STOP,
    /// SIGSTOP of the broker, and SIGCONT when it is over: connections stay, and nobody answers.
    KAFKA_FREEZE,
    /// PostgreSQL stops at once without a checkpoint, and is started again when it is over.
    POSTGRES_STOP,
    /// SIGSTOP of PostgreSQL with all its sessions, and SIGCONT when it is over.
    POSTGRES_FREEZE,
    /// Every session that the victim has is ended.
    SESSIONS_END,
    /// What the victim sends to Kafka does not arrive until it is over.
    KAFKA_CUT_TO,
    /// What Kafka sends to the victim does not arrive until it is over.
    KAFKA_CUT_FROM,
    /// What the victim sends to PostgreSQL does not arrive until it is over.
    POSTGRES_CUT_TO,
    /// What PostgreSQL sends to the victim, such as the answer to a COMMIT, does not arrive until
    /// it is over.
    POSTGRES_CUT_FROM,
    /// What clients send to the victim does not arrive; when it is over, all connections are reset.
    CLIENTS_CUT_TO,
    /// What the victim answers its clients does not arrive; when it is over, all connections are
    /// reset, and the answers are lost.
    CLIENTS_CUT_FROM,
    /// Everything between the victim and its servers is late.
    DELAY,
    /// Everything between the victim and its servers comes in small pieces.
    SLICE,
    /// A record that cannot be decided, the [Poison] of the victim's name, comes on the requests
    /// log.
    POISON
  }

  /// Whether something is wrong with a process, a server or a line as long as it lasts.
  boolean disturbs() {
    return kind != Kind.POISON;
  }

  @Override
  public String toString() {
    return kind + " " + victim + " for " + lasts.toMillis() + " ms";
  }
}
