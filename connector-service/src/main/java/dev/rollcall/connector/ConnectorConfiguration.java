package dev.rollcall.connector;

import dev.rollcall.connector.delivery.core.BreakerRule;
import dev.rollcall.connector.delivery.core.RetrySchedule;
import dev.rollcall.connector.outbound.AllowedAddresses;
import dev.rollcall.process.ProcessConfiguration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/// Reads the settings that every feature shares.
@Configuration(proxyBeanMethods = false)
@Import(ProcessConfiguration.class)
class ConnectorConfiguration {

  @Bean
  Settings settings(Environment environment) {
    String targetsFile = environment.getProperty("TARGETS_FILE", "");
    String keyFile = environment.getProperty("SEALING_KEY_FILE", "");
    return new Settings(
        environment.getProperty("KAFKA_BOOTSTRAP", "127.0.0.1:9092"),
        environment.getProperty("TOPIC_PARTITIONS", Integer.class, 12),
        environment.getProperty("TOPIC_REPLICATION", Short.class, (short) 1),
        environment.getRequiredProperty("INTERNAL_TOKEN"),
        targetsFile.isBlank() ? null : Path.of(targetsFile),
        keyFile.isBlank() ? null : Path.of(keyFile),
        AllowedAddresses.read(environment.getProperty("RECORDED_PRIVATE_ADDRESSES", "")),
        new Settings.Postgres(
            environment.getProperty("POSTGRES_HOST", "127.0.0.1"),
            environment.getProperty("POSTGRES_PORT", Integer.class, 5432),
            environment.getProperty("POSTGRES_DATABASE", "rollcall"),
            environment.getProperty("POSTGRES_USER", "rollcall"),
            environment.getProperty("POSTGRES_PASSWORD", "")),
        environment.getProperty("INSTANCE_ID", hostName()));
  }

  @Bean
  Limits limits(Environment environment) {
    Limits standard = Limits.STANDARD;
    String steps = environment.getProperty("RETRY_STEPS", "");
    Duration open =
        environment.getProperty("BREAKER_OPEN", Duration.class, standard.breaker().openFirst());
    return new Limits(
        standard.intake(),
        standard.delivery(),
        standard.http(),
        steps.isBlank() ? standard.retries() : retries(standard.retries(), steps),
        new BreakerRule(standard.breaker().failingKeysMin(), open, standard.breaker().openMax()),
        standard.mapping(),
        standard.testCall(),
        standard.acts(),
        leavers(environment, standard.leavers()));
  }

  private static Limits.Leavers leavers(Environment environment, Limits.Leavers standard) {
    Duration alarm = environment.getProperty("LEAVER_ALARM", Duration.class, standard.alarm());
    return new Limits.Leavers(
        alarm, standard.look(), standard.window(), standard.keep(), standard.pageMax());
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /// `RETRY_STEPS` is a list of ISO 8601 durations, such as `PT5S,PT30S`.
  private static RetrySchedule retries(RetrySchedule standard, String steps) {
    List<Duration> waits = Arrays.stream(steps.split(",")).map(Duration::parse).toList();
    return new RetrySchedule(
        waits,
        standard.then(),
        standard.giveUpAfter(),
        standard.jitter(),
        standard.retryAfterMax());
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "connector";
    }
  }
}
