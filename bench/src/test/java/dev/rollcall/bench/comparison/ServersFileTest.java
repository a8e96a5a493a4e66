package dev.rollcall.bench.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServersFileTest {

  @Test
  void a_server_is_started_or_runs_already() {
    var servers =
        read(
            "{'servers':[{'name':'ours','placeFile':'d/rollcall.json','start':['./rollcall','up'],"
                + "'readySeconds':7},{'name':'theirs','url':'http://127.0.0.1:1/scim','token':'t'}]}");

    assertThat(servers).extracting(Server::name).containsExactly("ours", "theirs");
    assertThat(servers.getFirst().start()).containsExactly("./rollcall", "up");
    assertThat(servers.getFirst().readyMax()).isEqualTo(Duration.ofSeconds(7));
    assertThat(servers.getFirst().options()).containsExactly("--rollcall-json", "d/rollcall.json");
    assertThat(servers.getLast().start()).isEmpty();
    assertThat(servers.getLast().options())
        .containsExactly("--url", "http://127.0.0.1:1/scim", "--token", "t");
  }

  @Test
  void its_processes_and_its_folders_may_be_given() {
    Server server =
        read("{'servers':[{'name':'a','url':'u','token':'t','pids':[7,8],'disk':['d/data']}]}")
            .getFirst();

    assertThat(server.pids()).containsExactly(7L, 8L);
    assertThat(server.disk()).containsExactly(Path.of("d/data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "no JSON | not given as JSON",
        "{} | has no 'servers'",
        "{'servers':[]} | has no 'servers'",
        "{'servers':[1]} | A server is an object",
        "{'servers':[{'url':'u','token':'t'}]} | has no 'name'",
        "{'servers':[{'name':'a','url':'u'}]} | Server a needs 'url' and 'token'",
        "{'servers':[{'name':'a','url':'u','token':'t','start':'x'}]} | 'start' of a is a list of words",
        "{'servers':[{'name':'a','url':'u','token':'t','start':[1]}]} | 'start' of a is a list of words",
        "{'servers':[{'name':'a','url':'u','token':'t','readySeconds':0}]} | 'readySeconds' of a",
        "{'servers':[{'name':'a','url':'u','token':'t','pids':['1']}]} | 'pids' of a is a list",
        "{'servers':[{'name':'a','url':'u','token':'t','pids':[]}]} | 'pids' of a is a list",
        "{'servers':[{'name':'a','url':'u','token':'t','disk':'d'}]} | 'disk' of a is a list of words",
        "{'servers':[{'name':'a','url':'u','token':'t'},{'name':'a','url':'u','token':'t'}]} | Two"
            + " servers are named a",
      })
  void a_file_that_cannot_be_used_is_refused_in_one_sentence(String text, String sentence) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  private static List<Server> read(String text) {
    return ServersFile.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }
}
