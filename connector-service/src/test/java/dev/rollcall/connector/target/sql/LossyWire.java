package dev.rollcall.connector.target.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between a client and a server, and can be told to let no answer through from the moment
/// that a word passes on its way to the server.
final class LossyWire implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final String host;
  private final int port;
  private final ServerSocket listener;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile String fatal = "";

  LossyWire(String host, int port) {
    this.host = host;
    this.port = port;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException("The wire could not be laid", e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /// From now on no answer comes once this word has passed; an empty word is none.
  void loseAfter(String word) {
    fatal = word;
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(host, port);
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

  /// One connection through the wire.
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
      var buffer = new byte[BUFFER];
      try {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
          String word = fatal;
          if (there
              && !word.isEmpty()
              && new String(buffer, 0, length, StandardCharsets.ISO_8859_1).contains(word)) {
            cut = true;
          }
          if (there || !cut) {
            out.write(buffer, 0, length);
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

  @Override
  public void close() {
    sockets.forEach(LossyWire::close);
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
