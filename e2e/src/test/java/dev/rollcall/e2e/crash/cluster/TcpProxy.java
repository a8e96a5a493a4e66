package dev.rollcall.e2e.crash.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Stands between one process and one server, and makes the [Weather] between them.
public final class TcpProxy implements Closeable {
  private static final int BACKLOG = 128;
  private static final int CONNECT_MILLIS_MAX = 2_000;
  private static final int LOOK_MILLIS = 10;

  private final ServerSocket door;
  private final int[] servers;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Weather weather = Weather.FAIR;

  private TcpProxy(ServerSocket door, int[] servers) {
    this.door = door;
    this.servers = servers;
  }

  /// Starts to listen on a port.
  ///
  /// @param servers ports on 127.0.0.1; the first that takes a connection gets it
  public static TcpProxy start(int port, int... servers) {
    try {
      var door = new ServerSocket();
      door.setReuseAddress(true);
      door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      var proxy = new TcpProxy(door, servers.clone());
      Thread.ofVirtual().name("proxy-" + port).start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy cannot listen on port " + port, e);
    }
  }

  public int port() {
    return door.getLocalPort();
  }

  public void weatherIs(Weather now) {
    weather = now;
  }

  /// Ends every connection; new ones are taken.
  public void reset() {
    open.forEach(TcpProxy::end);
    open.clear();
  }

  @Override
  public void close() {
    end(door);
    reset();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        Socket client = door.accept();
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException _) {
        // Closed, or a client that was gone at once: the loop's condition tells.
      }
    }
  }

  private void connect(Socket client) {
    Socket server = dial();
    if (server == null) {
      end(client);
      return;
    }
    open.add(client);
    open.add(server);
    Thread.ofVirtual().start(() -> pump(client, server, Weather::holdsUp));
    Thread.ofVirtual().start(() -> pump(server, client, Weather::holdsDown));
  }

  private @Nullable Socket dial() {
    for (int port : servers) {
      var server = new Socket();
      try {
        server.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS_MAX);
        server.setTcpNoDelay(true);
        return server;
      } catch (IOException _) {
        end(server);
      }
    }
    return null;
  }

  private void pump(Socket from, Socket to, Predicate<Weather> holds) {
    byte[] buffer = new byte[64 * 1024];
    try {
      to.setTcpNoDelay(true);
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        pass(buffer, count, out, holds);
      }
    } catch (IOException _) {
      // One side is gone, and so the other goes.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      end(from);
      end(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private void pass(byte[] buffer, int count, OutputStream out, Predicate<Weather> holds)
      throws IOException, InterruptedException {
    int sent = 0;
    while (sent < count) {
      while (holds.test(weather)) {
        Thread.sleep(LOOK_MILLIS);
      }
      Weather now = weather;
      if (now.delayMillis() > 0) {
        Thread.sleep(now.delayMillis());
      }
      int piece = Math.min(now.pieceBytes(), count - sent);
      out.write(buffer, sent, piece);
      out.flush();
      sent += piece;
    }
  }

  private static void end(Closeable it) {
    try {
      it.close();
    } catch (IOException _) {
      // It is gone, which is what was wanted.
    }
  }
}
