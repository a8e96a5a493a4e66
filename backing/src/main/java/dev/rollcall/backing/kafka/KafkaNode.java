package dev.rollcall.backing.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/// The child process: formats the folder once, runs broker and controller, and ends with its
/// parent.
public final class KafkaNode {
  /// The line that says that the broker serves.
  static final String READY = "rollcall-kafka: ready";

  private KafkaNode() {}

  /// Runs until the process is told to end or its standard input ends.
  ///
  /// @param args the data folder, the broker's port, the controller's port, and further doors as
  ///   `port:advertisedPort`
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int port = Integer.parseInt(args[1]);
    int controllerPort = Integer.parseInt(args[2]);
    format(folder);
    Map<String, String> config = config(folder, port, controllerPort);
    for (int i = 3; i < args.length; i++) {
      open("DOOR" + (i - 2), args[i], config);
    }
    var server = new KafkaRaftServer(new KafkaConfig(config), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "stop"));
    Thread.ofPlatform().daemon().name("parent-watch").start(KafkaNode::watchParent);
    try {
      server.startup();
    } catch (RuntimeException e) {
      // Kafka leaves threads behind that would keep a broker alive that serves nobody.
      e.printStackTrace(System.out);
      Runtime.getRuntime().halt(1);
    }
    System.out.println(READY);
    server.awaitShutdown();
  }

  private static void format(Path folder) throws Exception {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    Files.createDirectories(folder);
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(1)
        .setControllerListenerName("CONTROLLER")
        .setDirectories(List.of(folder.toString()))
        .setMetadataLogDirectory(folder.toString())
        .setReleaseVersion(MetadataVersion.latestProduction())
        .setUnstableFeatureVersionsEnabled(false)
        .run();
  }

  private static Map<String, String> config(Path folder, int port, int controllerPort) {
    var config = new TreeMap<String, String>();
    config.put("process.roles", "broker,controller");
    config.put("node.id", "1");
    config.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
    config.put(
        "listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
    config.put("advertised.listeners", "BROKER://127.0.0.1:" + port);
    config.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    config.put("inter.broker.listener.name", "BROKER");
    config.put("controller.listener.names", "CONTROLLER");
    config.put("log.dirs", folder.toString());
    config.put("auto.create.topics.enable", "false");
    for (String topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      config.put(topic + ".replication.factor", "1");
      config.put(topic + ".num.partitions", "1");
    }
    config.put("transaction.state.log.min.isr", "1");
    config.put("share.coordinator.state.topic.min.isr", "1");
    config.put("group.initial.rebalance.delay.ms", "0");
    // A killed decider's partitions must be served again within 10 s, so groups may ask for
    // sessions shorter than Kafka's own minimum.
    config.put("group.min.session.timeout.ms", "2000");
    config.put("group.consumer.min.session.timeout.ms", "6000");
    config.put("group.consumer.min.heartbeat.interval.ms", "1000");
    // Quick restart after kill -9: the controller forgets the old incarnation soon.
    config.put("broker.session.timeout.ms", "2000");
    config.put("broker.heartbeat.interval.ms", "400");
    config.put("controller.quorum.election.timeout.ms", "300");
    config.put("controller.quorum.fetch.timeout.ms", "1000");
    config.put("log.cleaner.dedupe.buffer.size", "4194304");
    config.put("num.network.threads", "2");
    config.put("num.io.threads", "2");
    return config;
  }

  private static void open(String name, String door, Map<String, String> config) {
    String[] ports = door.split(":", -1);
    add(config, "listeners", name + "://127.0.0.1:" + ports[0]);
    add(config, "advertised.listeners", name + "://127.0.0.1:" + ports[1]);
    add(config, "listener.security.protocol.map", name + ":PLAINTEXT");
  }

  private static void add(Map<String, String> config, String name, String value) {
    config.merge(name, value, (before, added) -> before + "," + added);
  }

  private static void watchParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.out.println("Standard input failed, which counts as its end: " + e.getMessage());
    }
    System.exit(0);
  }
}
