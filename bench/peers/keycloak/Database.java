import dev.rollcall.backing.postgres.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

/// The PostgreSQL that Rollcall runs on, as Rollcall starts it, for a server that is compared with
/// it: so both have the same database. Its one argument is the folder that keeps the data; it has
/// `password` and `port` in files of these names. It stays until it is ended.
final class Database {
  private static final String NAME = "keycloak";

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    String password = Files.readString(folder.resolve("password")).strip();
    int port = Integer.parseInt(Files.readString(folder.resolve("port")).strip());
    var server =
        EmbeddedPostgres.of(
            new EmbeddedPostgres.Settings(
                folder.resolve("binaries"),
                folder.resolve("data"),
                folder.resolve("postgres.log"),
                port,
                password));
    server.start();
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    create(server, password);
    Files.createFile(folder.resolve("ready"));
    Thread.currentThread().join();
  }

  private static void create(EmbeddedPostgres server, String password) throws Exception {
    try (var connection =
            DriverManager.getConnection(
                server.jdbcUrl("postgres"), EmbeddedPostgres.SUPERUSER, password);
        var statement = connection.createStatement()) {
      var present =
          statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'");
      if (!present.next()) {
        statement.execute("create database " + NAME);
      }
    }
  }
}
