package dev.rollcall.connector;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/// Starts the connector service. Settings are environment variables (docs/contracts.md section 2).
@SpringBootApplication
public class ConnectorApplication {

  /// Starts the service and returns when it listens.
  public static void main(String[] args) {
    start(args);
  }

  /// Starts the service in this process and returns when it listens.
  ///
  /// @param args settings as `--NAME=value`, which win over the environment
  public static ConfigurableApplicationContext start(String... args) {
    // A configuration name of its own, so that several services can share one class path.
    return new SpringApplicationBuilder(ConnectorApplication.class)
        .properties("spring.config.name=connector")
        .run(args);
  }
}
