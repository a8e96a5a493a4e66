package dev.rollcall.connector.target.ldap;

import com.unboundid.ldap.listener.LDAPListener;
import com.unboundid.ldap.listener.LDAPListenerConfig;
import com.unboundid.ldap.listener.ProxyRequestHandler;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldif.LDIFException;
import dev.rollcall.testkit.ldap.LdapInBetween;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// OpenLDAP's server, behind a proxy that does what a test tells it to.
final class SlapdServer implements DirectoryUnderTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Whoever may do everything: the connector's account is an entry with rights, as at a
  /// customer's.
  private static final String ROOT_DN = "cn=root,dc=example,dc=com";

  private final Process process;
  private final LDAPListener proxy;
  private final Moods moods = new Moods();

  SlapdServer(SlapdProgram program, Path folder) {
    try {
      int port = freePort();
      Path data = Files.createDirectories(folder.resolve("data"));
      Path config = Files.writeString(folder.resolve("slapd.conf"), config(program, data));
      process =
          program
              .process(
                  List.of("-d", "0", "-f", config.toString(), "-h", "ldap://127.0.0.1:" + port))
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("slapd.log").toFile())
              .start();
      var proxyConfig =
          new LDAPListenerConfig(
              0,
              new LdapInBetween(
                  new ProxyRequestHandler(new SingleServerSet("127.0.0.1", port)),
                  new MoodyProxy(moods)));
      proxyConfig.setListenAddress(InetAddress.getLoopbackAddress());
      proxy = new LDAPListener(proxyConfig);
      proxy.startListening();
      Awaitility.await().atMost(PATIENCE).until(() -> answers(port));
      plantAccount(port);
    } catch (IOException e) {
      throw new IllegalStateException("slapd could not start", e);
    }
    plantBases();
  }

  /// The suffix has to be there before it can be said who may write below it.
  private static void plantAccount(int port) {
    try (var connection = new LDAPConnection("127.0.0.1", port, ROOT_DN, PASSWORD)) {
      connection.add("dn: " + SUFFIX, "objectClass: domain", "dc: example");
      connection.add(
          "dn: " + BIND_DN,
          "objectClass: organizationalRole",
          "objectClass: simpleSecurityObject",
          "cn: rollcall",
          "userPassword: " + PASSWORD);
    } catch (LDAPException | LDIFException e) {
      throw new IllegalStateException("slapd does not take the connector's account", e);
    }
  }

  private static String config(SlapdProgram program, Path data) {
    String includes =
        Stream.of("core", "cosine", "inetorgperson")
            .map(name -> "include " + program.schemas().resolve(name + ".schema") + "\n")
            .reduce("", String::concat);
    return includes
        + """
        modulepath %s
        moduleload back_mdb
        database mdb
        suffix "%s"
        rootdn "%s"
        rootpw %s
        directory %s
        dbnosync
        index objectClass,entryUUID,uid,cn,member,employeeNumber,businessCategory eq
        access to attrs=userPassword by anonymous auth by * none
        access to dn.subtree="%s" by dn.exact="%s" write by * none
        limits dn.exact="%s" size.prtotal=unlimited
        """
            .formatted(
                program.modules(), SUFFIX, ROOT_DN, PASSWORD, data, SUFFIX, BIND_DN, BIND_DN);
  }

  private static boolean answers(int port) {
    try (var connection = new LDAPConnection("127.0.0.1", port, ROOT_DN, PASSWORD)) {
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
