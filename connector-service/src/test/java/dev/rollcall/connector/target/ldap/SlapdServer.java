package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.ProxyRequestHandler;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SingleServerSet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// OpenLDAP's server, behind a proxy that does what a test tells it to.
final class SlapdServer implements DirectoryUnderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/slapd"), Path.of("/usr/libexec/slapd"));
  private static final List<Path> SCHEMAS =
      List.of(Path.of("/etc/ldap/schema"), Path.of("/etc/openldap/schema"));
  private static final List<Path> MODULES =
      List.of(Path.of("/usr/lib/ldap"), Path.of("/usr/lib64/openldap"));

  private final Process process;
  private final LDAPListener proxy;
  private final Moods moods = new Moods();

  /// Says whether this machine has the server.
  static boolean isInstalled() {
    return first(PROGRAMS).isPresent() && first(SCHEMAS).isPresent() && first(MODULES).isPresent();
  }

  private static Optional<Path> first(List<Path> paths) {
    return paths.stream().filter(Files::exists).findFirst();
  }

  SlapdServer(Path folder) {
    try {
      int port = freePort();
      Path data = Files.createDirectories(folder.resolve("data"));
      Path config = Files.writeString(folder.resolve("slapd.conf"), config(data));
      process =
          new ProcessBuilder(
                  first(PROGRAMS).orElseThrow().toString(),
                  "-d",
                  "0",
                  "-f",
                  config.toString(),
                  "-h",
                  "ldap://127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("slapd.log").toFile())
              .start();
      var proxyConfig =
          new LDAPListenerConfig(
              0,
              new MoodyProxy(
                  new ProxyRequestHandler(new SingleServerSet("127.0.0.1", port)), moods));
      proxyConfig.setListenAddress(InetAddress.getLoopbackAddress());
      proxy = new LDAPListener(proxyConfig);
      proxy.startListening();
      Awaitility.await().atMost(PATIENCE).until(() -> answers(port));
    } catch (IOException e) {
      throw new IllegalStateException("slapd could not start", e);
    }
    plant();
  }

  private static String config(Path data) {
    Path schemas = first(SCHEMAS).orElseThrow();
    String includes =
        Stream.of("core", "cosine", "inetorgperson")
            .map(name -> "include " + schemas.resolve(name + ".schema") + "\n")
            .reduce("", String::concat);
    return includes
        + "modulepath "
        + first(MODULES).orElseThrow()
        + "\nmoduleload back_mdb\ndatabase mdb\nsuffix \""
        + SUFFIX
        + "\"\nrootdn \""
        + BIND_DN
        + "\"\nrootpw "
        + PASSWORD
        + "\ndirectory "
        + data
        + "\n";
  }

  private static boolean answers(int port) {
    try (var connection = new LDAPConnection("127.0.0.1", port, BIND_DN, PASSWORD)) {
      return connection.isConnected();
    } catch (LDAPException _) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public int port() {
    return proxy.getListenPort();
  }

  @Override
  public Moods moods() {
    return moods;
  }

  @Override
  public void close() {
    moods.close();
    proxy.shutDown(true);
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
