package dev.rollcall.connector;

import dev.rollcall.connector.delivery.core.BreakerRule;
import dev.rollcall.connector.delivery.core.RetrySchedule;
import dev.rollcall.connector.intake.core.Gathering;
import dev.rollcall.connector.mapping.core.MappingLimits;
import java.time.Duration;

/// Every limit of the connector.
///
/// @param intake how much intake takes at once
/// @param delivery how much delivery takes at once
/// @param http how far one call to a target may go
/// @param retries when a failed delivery is tried again
/// @param breaker when a target's breaker opens
/// @param mapping how far a mapping may go
/// @param testCall how long an app may take to answer before it is recorded as a target
/// @param acts how much an act on dead letters takes at once
/// @param leavers how long somebody may stay in who may not
public record Limits(
    Intake intake,
    Delivery delivery,
    Http http,
    RetrySchedule retries,
    BreakerRule breaker,
    MappingLimits mapping,
    Duration testCall,
    Acts acts,
    Leavers leavers) {

  /// How much an act on dead letters takes at once.
  ///
  /// @param look how often somebody looks for acts
  /// @param pageMax keys in one transaction
  /// @param sample letters that a dry run shows
  /// @param keep how long it is known whom an act concerned, after it has ended
  /// @param again how long one waits that could not be carried out
  public record Acts(Duration look, int pageMax, int sample, Duration keep, Duration again) {}

  /// How long somebody may stay in who may not.
  ///
  /// @param alarm after how long an alarm is given
  /// @param look how often somebody looks
  /// @param window over how long metrics say how quickly leavers were out
  /// @param keep how long it is known how quickly one was out
  /// @param pageMax leavers that are told of at once
  public record Leavers(
      Duration alarm, Duration look, Duration window, Duration keep, int pageMax) {}

  /// How much intake takes at once.
  ///
  /// @param recordsMax decisions in one transaction
  /// @param pollWait how long a poll waits for decisions
  /// @param troubleWait how long intake waits after trouble with Kafka or PostgreSQL
  /// @param gathering when it waits a moment for more of them
  public record Intake(
      int recordsMax, Duration pollWait, Duration troubleWait, Gathering.Rule gathering) {}

  /// How much delivery takes at once.
  ///
  /// @param lease how long a worker may hold a key without a sign of life; longer than any call
  /// @param tick how often a lane looks for due keys when nobody wakes it
  /// @param stepsMax actions in one turn of a key
  /// @param gapsMax memberships that one turn looks at
  /// @param eventsMax events that one turn looks at
  /// @param memberWait how long a group waits for its members' links when nobody wakes it
  /// @param memberLook how long it does so the first time, when it may have been missed
  /// @param inFlightMax keys of one target in work at the same time, where the target says nothing
  /// @param aheadMax keys of one target that are taken before there is a slot for them; no more
  ///   than it has slots
  /// @param aheadWait after which time those are given back that have found none
  /// @param briefTurn how long a turn may take, on average, where keys are taken ahead
  /// @param connectionsMax connections to PostgreSQL of each pool
  /// @param mappingThreads how many mappings are evaluated at the same time
  /// @param togetherMax what came of how many keys of a target is stored by one statement
  public record Delivery(
      Duration lease,
      Duration tick,
      int stepsMax,
      int gapsMax,
      int eventsMax,
      Duration memberWait,
      Duration memberLook,
      int inFlightMax,
      int aheadMax,
      Duration aheadWait,
      Duration briefTurn,
      int connectionsMax,
      int mappingThreads,
      int togetherMax) {}

  /// How far one call to a target may go.
  ///
  /// @param connect until the connection stands
  /// @param total until the answer has been read
  /// @param answerBytesMax the longest answer that is read
  /// @param textCharsMax how much of an answer is kept, redacted
  public record Http(Duration connect, Duration total, int answerBytesMax, int textCharsMax) {}

  /// How many members one event tells of, where what there is is told.
  public static final int EVENT_MEMBERS_MAX = 1_000;

  /// How calls are kept within the rates that a target takes.
  ///
  /// @param horizon how far ahead calls are given out
  /// @param gather how long the calls of one moment are gathered
  /// @param callsAtOnce calls that get their times by one statement
  /// @param settle how long answers that are under way are waited for before a 429 teaches
  /// @param look how often what other instances have learned is looked up
  /// @param pauseMax the longest `Retry-After` that is honoured in full
  /// @param trouble how long a key waits when the store cannot be asked
  /// @param heed how long a worker trusts that the target, as all instances know it, wants calls
  public record Pacing(
      Duration horizon,
      Duration gather,
      int callsAtOnce,
      Duration settle,
      Duration look,
      Duration pauseMax,
      Duration trouble,
      Duration heed) {
    /// The limits in production.
    public static final Pacing STANDARD =
        new Pacing(
            Duration.ofSeconds(2),
            Duration.ofMillis(4),
            64,
            Duration.ofMillis(150),
            Duration.ofSeconds(5),
            RetrySchedule.RETRY_AFTER_MAX,
            Duration.ofSeconds(1),
            Duration.ofMillis(250));
  }

  /// How much feeds hold and how long consumers wait at them.
  ///
  /// @param batchMax entries that are appended together
  /// @param unacknowledged entries that may wait to be acknowledged, where the target says nothing
  /// @param keep how long acknowledged entries are kept, where the target says nothing
  /// @param keepEntries how many of them are, where the target says nothing
  /// @param entriesMax the most that a target can say of either
  /// @param keepHoursMax the longest that a target can say
  /// @param pageBytesMax the most that is read at once, but for a single entry
  /// @param streamPage entries that a stream reads at once
  /// @param waitMax how long an empty answer is held back at most
  /// @param heartbeat after how long a stream says that it is still there
  /// @param streamMax how long a stream lasts
  /// @param look how often is looked for entries of other instances while somebody waits
  /// @param readsPerTenantMax requests of a tenant that are answered at the same time: half of the
  ///   connections, so that none takes them all
  /// @param waitsPerTenantMax requests and streams of a tenant that wait at the same time
  /// @param openMax all of either that an instance has open
  /// @param round how often consumers are looked after
  /// @param pruneBatch entries of a feed that are pruned in one transaction
  /// @param pruneBatchesMax of these in one round
  /// @param alarm after how long without an acknowledgement the log says so
  public record Feed(
      int batchMax,
      int unacknowledged,
      Duration keep,
      int keepEntries,
      int entriesMax,
      int keepHoursMax,
      int pageBytesMax,
      int streamPage,
      Duration waitMax,
      Duration heartbeat,
      Duration streamMax,
      Duration look,
      int readsPerTenantMax,
      int waitsPerTenantMax,
      int openMax,
      Duration round,
      int pruneBatch,
      int pruneBatchesMax,
      Duration alarm) {
    /// The limits in production.
    public static final Feed STANDARD =
        new Feed(
            64,
            1_000_000,
            Duration.ofDays(7),
            100_000,
            10_000_000,
            24 * 365,
            1024 * 1024,
            100,
            Duration.ofSeconds(30),
            Duration.ofSeconds(15),
            Duration.ofMinutes(10),
            Duration.ofMillis(200),
            6,
            32,
            4096,
            Duration.ofSeconds(5),
            1000,
            20,
            Duration.ofMinutes(15));
  }

  /// How far a reconciliation may go. It reads one portion after the other.
  ///
  /// @param look how often somebody looks for runs that are queued or left alone
  /// @param schedule how often somebody looks whether a target is to be read again
  /// @param lease how long a run stays with an instance without a sign of life
  /// @param atOnce runs of one instance at the same time
  /// @param attemptsMax how often a run is begun
  /// @param total until a run has ended
  /// @param turn until a portion is read, with the wait for the target's rates
  /// @param triesMax how often a portion is asked for that fails for now
  /// @param pause the first pause between two tries; it doubles
  /// @param pauseMax the longest one
  /// @param portionsMax portions of one reading
  /// @param rereadsMax missing resources that are asked for by themselves
  /// @param batch resources that are looked up at once
  /// @param findingsMax findings that are kept of one run
  /// @param repairsMax findings that one act repairs
  /// @param runsKept runs of one target that are remembered
  /// @param storeTriesMax how often what the store refuses for the moment is tried again
  /// @param storePause the first pause before that; it doubles
  public record Reconciling(
      Duration look,
      Duration schedule,
      Duration lease,
      int atOnce,
      int attemptsMax,
      Duration total,
      Duration turn,
      int triesMax,
      Duration pause,
      Duration pauseMax,
      int portionsMax,
      int rereadsMax,
      int batch,
      int findingsMax,
      int repairsMax,
      int runsKept,
      int storeTriesMax,
      Duration storePause) {
    /// The limits in production.
    public static final Reconciling STANDARD =
        new Reconciling(
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            2,
            5,
            Duration.ofHours(24),
            Duration.ofMinutes(30),
            6,
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            100_000,
            1000,
            500,
            200_000,
            50_000,
            30,
            5,
            Duration.ofMillis(200));
  }

  /// The limits in production.
  public static final Limits STANDARD =
      new Limits(
          new Intake(500, Duration.ofMillis(500), Duration.ofSeconds(1), Gathering.Rule.STANDARD),
          new Delivery(
              Duration.ofSeconds(90),
              Duration.ofMillis(500),
              50,
              1000,
              100,
              Duration.ofSeconds(60),
              Duration.ofSeconds(1),
              8,
              8,
              Duration.ofSeconds(1),
              Duration.ofMillis(50),
              12,
              Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
              64),
          new Http(Duration.ofSeconds(10), Duration.ofSeconds(30), 1024 * 1024, 2048),
          RetrySchedule.STANDARD,
          BreakerRule.STANDARD,
          MappingLimits.STANDARD,
          Duration.ofSeconds(5),
          new Acts(Duration.ofMillis(200), 500, 20, Duration.ofDays(30), Duration.ofSeconds(5)),
          new Leavers(
              Duration.ofMinutes(15),
              Duration.ofSeconds(5),
              Duration.ofHours(24),
              Duration.ofDays(400),
              1000));
}
