package dev.rollcall.bench.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A server that takes connections and never says anything.
final class DeadServer implements AutoCloseable {
  private static final int BACKLOG = 256;

  private final ServerSocket server;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  private DeadServer(ServerSocket server) {
    this.server = server;
  }

  static DeadServer start() {
    try {
      var dead = new DeadServer(new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()));
      Thread.ofPlatform().daemon().name("dead-server").start(dead::accept);
      return dead;
    } catch (IOException e) {
      throw new UncheckedIOException("A target of the driver cannot listen", e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        connections.add(server.accept());
      } catch (IOException _) {
        // The server was closed, or a client left before it was let in.
      }
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/scim/v2";
  }

  /// Returns an address that refuses connections: nobody listens at port 1, which nobody can take
  /// who is no administrator.
  static String closedUrl() {
    return "http://127.0.0.1:1/scim/v2";
  }

  /// Returns how many connections were taken.
  int connections() {
    return connections.size();
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("A target of the driver cannot be closed", e);
    }
  }
}
