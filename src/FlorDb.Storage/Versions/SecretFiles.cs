using System.Text.RegularExpressions;

namespace FlorDb.Storage.Versions;

/// <summary>
/// Recognises files that probably hold passwords or keys, by their names alone. Public halves (<c>id_rsa.pub</c>), examples (<c>.env.example</c>) and
/// source code (<c>credentials.cs</c>) are none.
/// </summary>
internal static partial class SecretFiles
{
    /// <summary>Whether the file of that path, with forward slashes, looks like a secret.</summary>
    public static bool IsMatch(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return Secret().IsMatch(name) && !Harmless().IsMatch(name);
    }

    [GeneratedRegex(
        """
        ^(?: \.env | \.env\..+ | .+\.env
           | .+\.(?: pem | key | pfx | p12 | ppk | jks | keystore | kdbx )
           | id_(?: rsa | dsa | ecdsa | ed25519 ).* | id_[^.]+
           | secrets?\.[^.]+ | (?: user | app )-?secrets.* | client_secret.*\.json | .*service[-_]?account.*\.json
           | credentials.* | .+\.credentials | \.git-credentials
           | \.netrc | _netrc | \.npmrc | \.pypirc | \.pgpass | \.htpasswd | \.dockercfg | kubeconfig | .+\.kubeconfig | kaggle\.json
           | token | .+\.token
        )$
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Secret();

    [GeneratedRegex(
        """\.(?: pub | example | sample | template | dist | cs | fs | vb | razor | csproj | fsproj | vbproj | props | targets | md )$""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Harmless();
}
