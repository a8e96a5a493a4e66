package dev.rollcall.connector;

import dev.rollcall.testkit.BackingServers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;

/// Stands between a client and the broker, and can be told to let no answer through once events
/// were sent. Clients go where the broker says that it is: the answers name this in its place.
final class LossyBroker implements AutoCloseable {
  /// Of a request to append (Kafka protocol, Produce).
  private static final short PRODUCE = 0;

  private final Node broker;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean loses;

  LossyBroker() {
    broker = broker();
    try {
      listener = new ServerSocket(0, 50, InetAddress.getByName(broker.host()));
    } catch (IOException e) {
      throw new IllegalStateException("The wire could not be laid", e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  private static Node broker() {
    try (var admin = Admin.create(Map.of("bootstrap.servers", BackingServers.bootstrapServers()))) {
      return admin.describeCluster().controller().get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("The broker does not say where it is", e);
    }
  }

  String address() {
    return broker.host() + ":" + listener.getLocalPort();
  }

  /// Says whether answers are lost from now on, once something was to be appended.
  void loses(boolean now) {
    loses = now;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(broker.host(), broker.port());
        sockets.add(client);
        sockets.add(server);
        var way = new Way(client, server);
        Thread.ofVirtual().start(way::there);
        Thread.ofVirtual().start(way::back);
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  /// One connection through the wire, frame by frame.
  private final class Way {
    private final Socket client;
    private final Socket server;
    private volatile boolean cut;

    Way(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void there() {
      copy(client, server, true);
    }

    void back() {
      copy(server, client, false);
    }

    private void copy(Socket from, Socket to, boolean there) {
      try {
        var in = new DataInputStream(from.getInputStream());
        var out = new DataOutputStream(to.getOutputStream());
        while (true) {
          var frame = new byte[in.readInt()];
          in.readFully(frame);
          if (there) {
            cut = cut || (loses && ByteBuffer.wrap(frame).getShort() == PRODUCE);
          } else {
            renamed(frame);
          }
          if (there || !cut) {
            out.writeInt(frame.length);
            out.write(frame);
            out.flush();
          }
        }
      } catch (IOException _) {
        // The other side is gone, and so is this one.
      } finally {
        close(from);
        close(to);
      }
    }
  }

  /// Where an answer names the broker, its port is put right behind its name.
  private void renamed(byte[] frame) {
    byte[] host = broker.host().getBytes(StandardCharsets.UTF_8);
    ByteBuffer named =
        ByteBuffer.allocate(host.length + Integer.BYTES).put(host).putInt(broker.port()).flip();
    for (int at = 0; at + named.limit() <= frame.length; at++) {
      if (ByteBuffer.wrap(frame, at, named.limit()).equals(named)) {
        ByteBuffer.wrap(frame).putInt(at + host.length, listener.getLocalPort());
      }
    }
  }

  @Override
  public void close() {
    sockets.forEach(LossyBroker::close);
    try {
      listener.close();
    } catch (IOException e) {
      throw new IllegalStateException("The wire could not be taken away", e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It is closed.
    }
  }
}
