package dev.rollcall.connector;

import dev.rollcall.connector.outbound.AllowedAddresses;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the environment says (docs/contracts.md section 2).
///
/// @param kafkaBootstrap `host:port` of the brokers, separated by commas
/// @param topicPartitions how many partitions the decisions have
/// @param topicReplication the replication factor of topics that this service creates
/// @param internalToken the secret that our services share
/// @param targetsFile the file of targets, or null where there are none
/// @param sealingKeyFile the file of the keys that open secrets of recorded targets, or null
/// @param recordedAddresses where who records a target may let it lead
/// @param instance names this process among the connectors; the same after a restart
public record Settings(
    String kafkaBootstrap,
    int topicPartitions,
    short topicReplication,
    String internalToken,
    @Nullable Path targetsFile,
    @Nullable Path sealingKeyFile,
    AllowedAddresses recordedAddresses,
    Postgres postgres,
    String instance) {

  /// Where PostgreSQL is. The password never shows in text.
  public record Postgres(String host, int port, String database, String user, String password) {
    @Override
    public String toString() {
      return "postgres://" + user + "@" + host + ":" + port + "/" + database;
    }
  }

  @Override
  public String toString() {
    return "Settings of " + instance;
  }
}
