package dev.rollcall.connector.target.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldif.LDIFException;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import com.unboundid.util.ssl.TrustAllTrustManager;
import dev.rollcall.connector.Facts;
import dev.rollcall.connector.delivery.core.Action.Create;
import dev.rollcall.connector.delivery.core.Answer;
import dev.rollcall.connector.delivery.core.Answer.Created;
import dev.rollcall.connector.delivery.core.FailureKind;
import dev.rollcall.connector.target.Opened;
import dev.rollcall.connector.target.RemoteAppContract;
import dev.rollcall.schemas.json.JsonObject;
import dev.rollcall.schemas.json.JsonString;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS from the start and by StartTLS, with authorities of the owner's.
class LdapTlsTest {
  private static final String PIN = "only-for-this-test";

  @TempDir static @Nullable Path folder;

  private static @Nullable File keys;

  private @Nullable InMemoryDirectoryServer server;
  private String pem = "";

  @BeforeEach
  void start() throws Exception {
    File file = Objects.requireNonNull(keys);
    char[] pin = PIN.toCharArray();
    byte[] certificate = KeyStore.getInstance(file, pin).getCertificate("server").getEncoded();
    pem =
        "-----BEGIN CERTIFICATE-----\n"
            + Base64.getMimeEncoder().encodeToString(certificate)
            + "\n-----END CERTIFICATE-----\n";
    var tls =
        new SSLUtil(new KeyStoreKeyManager(file, pin, "PKCS12", null), new TrustAllTrustManager());
    InetAddress here = InetAddress.getLoopbackAddress();
    var config = new InMemoryDirectoryServerConfig(DirectoryUnderTest.SUFFIX);
    config.addAdditionalBindCredentials(DirectoryUnderTest.BIND_DN, DirectoryUnderTest.PASSWORD);
    config.setListenerConfigs(
        InMemoryListenerConfig.createLDAPConfig("plain", here, 0, tls.createSSLSocketFactory()),
        InMemoryListenerConfig.createLDAPSConfig(
            "tls", here, 0, tls.createSSLServerSocketFactory(), tls.createSSLSocketFactory()));
    var next = new InMemoryDirectoryServer(config);
    next.startListening();
    next.add("dn: dc=example,dc=com", "objectClass: domain", "dc: example");
    next.add("dn: ou=people,dc=example,dc=com", "objectClass: organizationalUnit", "ou: people");
    server = next;
  }

  /// A key for the address that the server listens at.
  @BeforeAll
  static void generate() throws IOException, InterruptedException {
    File file = Objects.requireNonNull(folder).resolve("keys.p12").toFile();
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String options =
        "-genkeypair -alias server -keyalg EC -dname CN=test -ext SAN=ip:127.0.0.1"
            + " -storetype PKCS12 -storepass "
            + PIN
            + " -keystore";
    var command = new ArrayList<String>(List.of(keytool));
    command.addAll(List.of(options.split(" ", -1)));
    command.add(file.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    keys = file;
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void an_authority_that_the_owner_names_is_trusted() {
    assertThat(creating(entry("ldaps", "tls").put("certificates", pem).build()))
        .isInstanceOf(Created.class);
  }

  @Test
  void a_plain_connection_is_made_secret_first() {
    assertThat(creating(entry("ldap", "plain").put("certificates", pem).build()))
        .isInstanceOf(Created.class);
  }

  @Test
  void an_authority_that_nobody_named_is_not() {
    assertThat(RemoteAppContract.failure(creating(entry("ldaps", "tls").build())).kind())
        .isEqualTo(FailureKind.UNREACHABLE);
    assertThat(RemoteAppContract.failure(creating(entry("ldap", "plain").build())).kind())
        .isEqualTo(FailureKind.UNREACHABLE);
  }

  @Test
  void a_wrong_password_is_trouble_of_the_target() {
    JsonObject wrong =
        entry("ldaps", "tls").put("certificates", pem).put("password", "wrong").build();

    assertThat(RemoteAppContract.failure(creating(wrong)).kind())
        .isEqualTo(FailureKind.UNAUTHORIZED);
  }

  @Test
  void a_base_that_is_not_there_stops_the_target_and_not_one_person() {
    JsonObject elsewhere =
        entry("ldaps", "tls")
            .put("certificates", pem)
            .put("users", JsonObject.builder().put("base", "ou=nowhere,dc=example,dc=com").build())
            .build();

    var failure = RemoteAppContract.failure(creating(elsewhere));

    assertThat(failure.kind().isTargetTrouble()).isTrue();
    assertThat(failure.text()).startsWith("no such object (32)");
  }

  @Test
  void a_test_call_says_what_is_wrong_and_changes_nothing() throws Exception {
    plantGroups();
    JsonObject good = entry("ldaps", "tls").put("certificates", pem).build();

    assertThat(probed(good)).isEqualTo(new Answer.Done(null));
    assertThat(probed(entry("ldap", "plain").put("certificates", pem).build()))
        .isEqualTo(new Answer.Done(null));
    assertThat(Objects.requireNonNull(server).countEntries()).isEqualTo(3);

    assertThat(said(good.with("password", new JsonString("wrong"))))
        .startsWith("It does not take 'bindDn' and 'password': invalid credentials (49)");
    assertThat(said(good.with("users", nowhere())))
        .startsWith("'users.base' is not there, or hidden from 'bindDn': no such object (32)");
    assertThat(said(good.with("groups", nowhere())))
        .startsWith("'groups.base' is not there, or hidden from 'bindDn': no such object (32)");
    assertThat(said(good.without("certificates")))
        .isEqualTo("No answer: TLS: certificate not trusted");
    assertThat(said(entry("ldap", "plain").build()))
        .isEqualTo("No answer: TLS: certificate not trusted");
    int port = RemoteAppContract.freePort();
    assertThat(said(good.with("url", new JsonString("ldaps://127.0.0.1:" + port))))
        .isEqualTo("No answer: connection refused");
  }

  @Test
  void a_test_call_of_whoever_does_not_answer_ends_in_time() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "ldaps://127.0.0.1:" + silent.getLocalPort();

      assertThat(said(entry("ldaps", "tls").put("url", url).build()))
          .isEqualTo("No answer within the time limit");
    }
  }

  private void plantGroups() throws LDAPException, LDIFException {
    Objects.requireNonNull(server)
        .add("dn: ou=groups,dc=example,dc=com", "objectClass: organizationalUnit", "ou: groups");
  }

  private static JsonObject nowhere() {
    return JsonObject.builder().put("base", "ou=nowhere,dc=example,dc=com").build();
  }

  private static String said(JsonObject entry) {
    return RemoteAppContract.failure(probed(entry)).text();
  }

  private static Answer probed(JsonObject entry) {
    try (var target = Opened.of(new LdapKind(), entry)) {
      return target.probe().orElseThrow();
    }
  }

  private static Answer creating(JsonObject entry) {
    try (var target = Opened.of(new LdapKind(), entry)) {
      var ada = RemoteAppContract.ADA;
      return target.perform(ada, new Create(target.shape(ada, Facts.person("ada"))));
    }
  }

  private JsonObject.Builder entry(String scheme, String listener) {
    int port = Objects.requireNonNull(server).getListenPort(listener);
    return JsonObject.builder()
        .put("url", scheme + "://127.0.0.1:" + port)
        .put("allowPrivateAddress", true)
        .put("bindDn", DirectoryUnderTest.BIND_DN)
        .put("password", DirectoryUnderTest.PASSWORD)
        .put("users", JsonObject.builder().put("base", DirectoryUnderTest.PEOPLE).build())
        .put("groups", JsonObject.builder().put("base", DirectoryUnderTest.GROUPS).build())
        .put("disable", "delete");
  }
}
