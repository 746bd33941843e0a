class AwsRunas < Formula
  desc "AWS role credentials in the shell you are already in"
  homepage "{{ home }}"
  version "{{ . }}"
  license "MIT"

  on_macos do
    on_arm do
      url "{{ url "darwin" "arm64" "tar.gz" }}"
      sha256 "{{ sum "darwin" "arm64" "tar.gz" }}"
    end
    on_intel do
      url "{{ url "darwin" "amd64" "tar.gz" }}"
      sha256 "{{ sum "darwin" "amd64" "tar.gz" }}"
    end
  end
  on_linux do
    on_arm do
      url "{{ url "linux" "arm64" "tar.gz" }}"
      sha256 "{{ sum "linux" "arm64" "tar.gz" }}"
    end
    on_intel do
      url "{{ url "linux" "amd64" "tar.gz" }}"
      sha256 "{{ sum "linux" "amd64" "tar.gz" }}"
    end
  end

  def install
    bin.install "aws-runas"
    man1.install "aws-runas.1"
    bash_completion.install "completions/aws-runas.bash" => "aws-runas"
    zsh_completion.install "completions/_aws-runas"
    fish_completion.install "completions/aws-runas.fish"
  end

  test do
    assert_match "aws-runas v#{version}", shell_output("#{bin}/aws-runas version")
  end
end
