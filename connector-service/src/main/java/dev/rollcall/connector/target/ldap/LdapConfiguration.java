package dev.rollcall.connector.target.ldap;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LdapConfiguration {

  @Bean
  LdapKind ldapKind() {
    return new LdapKind();
  }
}
