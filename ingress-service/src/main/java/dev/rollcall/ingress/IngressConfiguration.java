package dev.rollcall.ingress;

import dev.rollcall.ingress.Limits.Tenants;
import dev.rollcall.ingress.fairness.core.Places;
import dev.rollcall.ingress.fairness.core.Share;
import dev.rollcall.process.ProcessConfiguration;
import dev.rollcall.scim.bulk.BulkCut;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/// Reads the settings that every feature shares.
@Configuration(proxyBeanMethods = false)
@Import(ProcessConfiguration.class)
class IngressConfiguration {

  @Bean
  Settings settings(Environment environment) {
    String keyFile = environment.getProperty("SEALING_KEY_FILE", "");
    String base = environment.getProperty("PUBLIC_BASE_URL", "http://127.0.0.1:8080");
    return new Settings(
        environment.getProperty("KAFKA_BOOTSTRAP", "127.0.0.1:9092"),
        environment.getProperty("TOPIC_PARTITIONS", Integer.class, 12),
        environment.getProperty("TOPIC_REPLICATION", Short.class, (short) 1),
        URI.create(environment.getProperty("PROJECTION_URL", "http://127.0.0.1:8081")),
        URI.create(environment.getProperty("CONNECTOR_URL", "http://127.0.0.1:8082")),
        base.endsWith("/") ? base.substring(0, base.length() - 1) : base,
        Path.of(environment.getRequiredProperty("CREDENTIALS_FILE")),
        keyFile.isBlank() ? null : Path.of(keyFile),
        environment.getRequiredProperty("INTERNAL_TOKEN"));
  }

  @Bean
  Limits limits(Environment environment) {
    Tenants preset = Tenants.STANDARD;
    Share share = preset.share();
    BulkCut.Size parts = Limits.STANDARD.bulks();
    return Limits.STANDARD.with(
        new Tenants(
            new Share(
                number(environment, "TENANT_IN_FLIGHT_MAX", share.inFlightMax()),
                number(environment, "TENANT_RATE", share.perSecond()),
                number(environment, "TENANT_BURST", share.burst()),
                share.retryAfterMax()),
            places(environment, "TENANT_WRITES", preset.writes()),
            places(environment, "TENANT_READS", preset.reads()),
            places(environment, "TENANT_BODIES", preset.bodies()),
            preset.thereFor(),
            preset.readStep(),
            preset.turnWaitMax(),
            preset.bodyWaitMax(),
            preset.bodyReadMax(),
            preset.turnLastsMax(),
            preset.tenantsMax()),
        new BulkCut.Size(
            number(environment, "BULK_PART_OPERATIONS", parts.operations()),
            number(environment, "BULK_PART_BYTES", parts.bytes())));
  }

  private static Places places(Environment environment, String name, Places preset) {
    return new Places(
        number(environment, name + "_ALONE", preset.alone()),
        number(environment, name + "_BESIDE", preset.beside()),
        number(environment, name + "_PER_SECOND", preset.perSecond()),
        number(environment, name + "_REST_PERCENT", preset.restPercent()));
  }

  private static int number(Environment environment, String name, int preset) {
    return environment.getProperty(name, Integer.class, preset);
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
