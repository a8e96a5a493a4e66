package dev.rollcall.connector.target.kafka;

import dev.rollcall.connector.target.AddressesMember;
import dev.rollcall.connector.target.EntryReader;
import dev.rollcall.connector.target.RemoteApp;
import dev.rollcall.connector.target.Site;
import dev.rollcall.connector.target.TargetKind;
import dev.rollcall.connector.target.kafka.KafkaTopicConnection.Mechanism;
import dev.rollcall.connector.target.kafka.KafkaTopicConnection.Sasl;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Topics in the owner's own Kafka: every fact as a CloudEvent.
public final class KafkaTopicKind implements TargetKind<KafkaTopicConnection> {
  private static final Pattern BROKER =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]):[0-9]{1,5}");
  private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final String OUR_TOPICS = "rollcall.";
  private static final int BROKERS_MAX = 16;
  private static final int SOURCE_CHARS_MAX = 256;

  @Override
  public String name() {
    return "kafka";
  }

  @Override
  public Delivery delivery() {
    return Delivery.STRICT;
  }

  @Override
  public List<Member> members() {
    return List.of(
        Member.open("bootstrapServers"),
        Member.open("topic"),
        Member.open("source"),
        Member.open("tls"),
        Member.open("caCertificates"),
        Member.open("sasl"),
        Member.secret("password"));
  }

  @Override
  public List<String> profileMembers() {
    return List.of("rates");
  }

  @Override
  public KafkaTopicConnection read(EntryReader entry) {
    boolean tls = entry.flag("tls", true);
    if (!tls && !entry.allowsPrivateAddress()) {
      entry.problem("'tls' must be true " + AddressesMember.UNLESS);
    }
    String ca = entry.text("caCertificates", "");
    if (!ca.isEmpty() && !ca.contains("-----BEGIN CERTIFICATE-----")) {
      entry.problem("'caCertificates' must be certificates in PEM form");
    }
    return new KafkaTopicConnection(
        bootstrap(entry), topic(entry), source(entry), tls, ca.isEmpty() ? null : ca, sasl(entry));
  }

  @Override
  public RemoteApp open(KafkaTopicConnection connection, Site site) {
    return new KafkaTopicApp(connection, site);
  }

  private static List<String> bootstrap(EntryReader entry) {
    List<String> brokers =
        Arrays.stream(entry.text("bootstrapServers").split(",", -1)).map(String::strip).toList();
    boolean good =
        brokers.size() <= BROKERS_MAX
            && brokers.stream().allMatch(it -> BROKER.matcher(it).matches());
    if (!good && !brokers.getFirst().isEmpty()) {
      entry.problem("'bootstrapServers' must be 1 to 16 of 'host:port', separated by commas");
    }
    return brokers;
  }

  /// Whoever may configure a target must not be able to write into our own logs.
  private static String topic(EntryReader entry) {
    String topic = entry.text("topic");
    if (!topic.isEmpty() && !TOPIC.matcher(topic).matches()) {
      entry.problem("'topic' may have letters, digits, '.', '_' and '-', at most 249");
    }
    if (topic.startsWith(OUR_TOPICS)) {
      entry.problem("'topic' must not begin with 'rollcall.', as our own logs do");
    }
    return topic;
  }

  private static @Nullable String source(EntryReader entry) {
    if (!entry.has("source")) {
      return null;
    }
    String source = entry.text("source");
    try {
      if (source.length() <= SOURCE_CHARS_MAX && !new URI(source).toString().isEmpty()) {
        return source;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    entry.problem("'source' must be a URI reference of at most 256 characters");
    return null;
  }

  private static @Nullable Sasl sasl(EntryReader entry) {
    if (!entry.has("sasl")) {
      return null;
    }
    EntryReader sasl = entry.within("sasl");
    sasl.onlyKnown(List.of("mechanism", "username"));
    return new Sasl(
        sasl.word("mechanism", Mechanism.class, Mechanism.SCRAM_SHA_512),
        sasl.text("username"),
        entry.text("password"));
  }
}
