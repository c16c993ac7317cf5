/** Configuration as TOML. */
module com.electronwill.nightconfig.toml {
  requires transitive com.electronwill.nightconfig.core;

  exports com.electronwill.nightconfig.toml;
}
