package dev.rollcall.projection;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the projection service. Settings are environment variables (docs/contracts.md section 2).
@SpringBootApplication
public class ProjectionApplication {

  /// Starts the service and returns when it listens.
  public static void main(String[] args) {
    SpringApplication.run(ProjectionApplication.class, args);
  }
}
