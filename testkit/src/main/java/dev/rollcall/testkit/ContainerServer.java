package dev.rollcall.testkit;

import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// Servers as containers. The host port is fixed, so that a stopped server comes back where it was.
final class ContainerServer implements Server {
  private static final String KAFKA_IMAGE = "apache/kafka:4.2.2";
  private static final String POSTGRES_IMAGE = "postgres:18";

  private final GenericContainer<?> container;
  private final int port;
  private boolean created;

  private ContainerServer(GenericContainer<?> container, int inside) {
    this.container = container;
    this.port = dev.rollcall.backing.Ports.free();
    var binding = new PortBinding(Binding.bindPort(port), new ExposedPort(inside));
    container.withCreateContainerCmdModifier(command -> {
      var host = command.getHostConfig();
      if (host != null) {
        host.withPortBindings(binding);
      }
    });
  }

  static Server kafka() {
    var container =
        new KafkaContainer(KAFKA_IMAGE)
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "2000");
    return new ContainerServer(container, 9092);
  }

  static Server postgres(String password) {
    var container =
        new PostgreSQLContainer(POSTGRES_IMAGE)
            .withUsername("postgres")
            .withPassword(password)
            .withDatabaseName("postgres");
    return new ContainerServer(container, 5432);
  }

  @Override
  public String address() {
    return container.getHost() + ":" + port;
  }

  @Override
  public void start() {
    if (!created) {
      container.start();
      created = true;
      return;
    }
    container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
    Wait.forListeningPort().withStartupTimeout(Duration.ofSeconds(60)).waitUntilReady(container);
  }

  @Override
  public void stop() {
    container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void kill() {
    container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
  }
}
