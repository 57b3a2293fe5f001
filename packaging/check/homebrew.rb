# SPDX-License-Identifier: MIT
# homebrew.rb FORMULA SOURCE PREFIX: holds a formula to rules of brew's audit, and runs its install and its test as brew would,
# without a sandbox. SOURCE is the unpacked archive.
require "pathname"
require "tmpdir"

class Formula
  class << self
    attr_reader :stanzas, :test_block

    %i[desc homepage url sha256 license depends_on].each do |stanza|
      define_method(stanza) { |value| (@stanzas ||= []) << [stanza, value] }
    end

    def test(&block)
      @test_block = block
    end
  end

  attr_reader :prefix, :testpath

  def initialize(prefix, testpath)
    @prefix = Pathname(prefix)
    @testpath = Pathname(testpath)
  end

  def bin = prefix/"bin"
  def include = prefix/"include"
  def lib = prefix/"lib"

  def std_cmake_args
    ["-DCMAKE_INSTALL_PREFIX=#{prefix}", "-DCMAKE_INSTALL_LIBDIR=lib", "-DCMAKE_BUILD_TYPE=Release",
     "-DCMAKE_FIND_FRAMEWORK=LAST", "-DCMAKE_VERBOSE_MAKEFILE=ON", "-Wno-dev", "-DBUILD_TESTING=OFF"]
  end

  def system(*command)
    output = IO.popen(command.map(&:to_s), err: %i[child out], &:read)
    return if $?.success?

    warn output
    abort "failed: #{command.join(" ")}"
  end

  def shell_output(command)
    `#{command}`.tap { abort "failed: #{command}" unless $?.success? }
  end

  def assert_match(expected, actual)
    abort "#{actual.inspect} has no #{expected.inspect}" unless actual.include?(expected)
  end
end

class << ENV
  def cc = "cc"
end

def rule(sentence, holds)
  abort "homebrew: #{sentence}" unless holds
end

file, source, prefix = ARGV
require File.expand_path(file)
names = Skt.stanzas.map(&:first)
value = Skt.stanzas.to_h
rule "stanzas are in brew's order", names.chunk_while { |a, b| a == b }.map(&:first) ==
  %i[desc homepage url sha256 license depends_on]
rule "desc is short, begins with a capital, and is no sentence",
     value[:desc].length < 80 && value[:desc].match?(/\A[A-Z]/) && !value[:desc].end_with?(".")
rule "desc begins neither with an article nor with the name", !value[:desc].match?(/\A(a|an|the|skt)\b/i)
rule "homepage and url are https", [value[:homepage], value[:url]].all? { |u| u.start_with?("https://") }
rule "sha256 is one", value[:sha256].match?(/\A\h{64}\z/)
build, run = Skt.stanzas.select { |name, _| name == :depends_on }.map(&:last).partition { |d| d.is_a?(Hash) }
rule "dependencies are in order, those of the build first",
     build.map { |d| d.keys.first }.then { |d| d == d.sort } && run == run.sort &&
     Skt.stanzas.map(&:last).last(run.size) == run

Dir.mktmpdir do |testpath|
  formula = Skt.new(prefix, testpath)
  Dir.chdir(source) { formula.install }
  Dir.chdir(testpath) { formula.instance_eval(&Skt.test_block) }
end
puts "homebrew: the formula keeps the rules, installs, and its test passes"
