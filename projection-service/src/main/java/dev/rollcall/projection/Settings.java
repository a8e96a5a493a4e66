package dev.rollcall.projection;

/// What the environment says (docs/contracts.md section 2).
///
/// @param kafkaBootstrap `host:port` of the brokers, separated by commas
/// @param topicPartitions how many partitions requests and decisions have
/// @param topicReplication the replication factor of topics that this service creates
/// @param deciderThreads how many partitions are decided at the same time in this process
public record Settings(
    String kafkaBootstrap,
    int topicPartitions,
    short topicReplication,
    Postgres postgres,
    int deciderThreads) {

  /// Where PostgreSQL is. The password never shows in text.
  public record Postgres(String host, int port, String database, String user, String password) {
    @Override
    public String toString() {
      return "postgres://" + user + "@" + host + ":" + port + "/" + database;
    }
  }
}
