package dev.rollcall.ingress;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/// Starts the ingress service. Settings are environment variables (docs/contracts.md section 2).
@SpringBootApplication
public class IngressApplication {

  /// Starts the service and returns when it listens.
  public static void main(String[] args) {
    SpringApplication.run(IngressApplication.class, args);
  }
}
