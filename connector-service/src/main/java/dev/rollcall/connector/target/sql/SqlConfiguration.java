package dev.rollcall.connector.target.sql;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SqlConfiguration {

  @Bean
  SqlKind sqlKind() {
    return new SqlKind();
  }
}
