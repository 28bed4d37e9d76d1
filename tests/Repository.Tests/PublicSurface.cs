using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Repository.Tests;

/// <summary>
/// Everything of an assembly that another one can name, as C# declarations: one line for each type and member, members below their type, by name.
/// What the compiler adds to a record is left out.
/// </summary>
internal sealed class PublicSurface
{
    private const SymbolDisplayMiscellaneousOptions Spelling =
        SymbolDisplayMiscellaneousOptions.UseSpecialTypes
        | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
        | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier;

    private static readonly SymbolDisplayFormat TypeName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypes,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        miscellaneousOptions: Spelling);

    private static readonly SymbolDisplayFormat QualifiedName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeVariance,
        miscellaneousOptions: Spelling);

    private static readonly SymbolDisplayFormat TypeHeader = QualifiedName.WithKindOptions(SymbolDisplayKindOptions.IncludeTypeKeyword);

    private static readonly SymbolDisplayFormat Member = TypeName
        .WithGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints)
        .WithMemberOptions(
            SymbolDisplayMemberOptions.IncludeAccessibility
            | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeModifiers
            | SymbolDisplayMemberOptions.IncludeParameters
            | SymbolDisplayMemberOptions.IncludeRef
            | SymbolDisplayMemberOptions.IncludeType)
        .WithParameterOptions(
            SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeExtensionThis
            | SymbolDisplayParameterOptions.IncludeModifiers
            | SymbolDisplayParameterOptions.IncludeName
            | SymbolDisplayParameterOptions.IncludeType)
        .WithKindOptions(SymbolDisplayKindOptions.IncludeMemberKeyword);

    private static readonly string[] TellingAttributes = ["ExperimentalAttribute", "FlagsAttribute", "ObsoleteAttribute"];

    /// <summary>Describes an assembly file; what it refers to is looked for beside it and in the framework.</summary>
    public static string Describe(string assemblyFile)
    {
        var assembly = MetadataReference.CreateFromFile(assemblyFile);
        var others = Directory.EnumerateFiles(Path.GetDirectoryName(assemblyFile)!, "*.dll")
            .Concat(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator))
            .DistinctBy(Path.GetFileName)
            .Where(file => Path.GetFileName(file) != Path.GetFileName(assemblyFile))
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create("PublicSurface", references: [assembly, .. others]);
        return Describe((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(assembly)!);
    }

    private static string Describe(IAssemblySymbol assembly)
    {
        var types = Types(assembly.GlobalNamespace).Where(IsVisible).OrderBy(type => type.ToDisplayString(QualifiedName), StringComparer.Ordinal);
        return string.Join("\n", types.SelectMany(Describe)) + "\n";
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) =>
        container.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));

    private static IEnumerable<string> Describe(INamedTypeSymbol type)
    {
        yield return Attributes(type) + Modifiers(type) + type.ToDisplayString(TypeHeader) + Bases(type) + Constraints(type);
        var members = Members(type).Select(member => (member.Name, Line: Describe(member)));
        foreach (var (_, line) in members.OrderBy(member => member.Name, StringComparer.Ordinal).ThenBy(member => member.Line, StringComparer.Ordinal))
            yield return "    " + line;
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => type.TypeKind == TypeKind.Delegate
        ? [type.DelegateInvokeMethod!]
        : type.GetMembers().Where(member => member is not INamedTypeSymbol && IsVisible(member) && !IsAccessor(member) && !IsMadeByCompiler(member));

    private static string Describe(ISymbol member) => Attributes(member) + member.ToDisplayString(Member) + Accessors(member);

    private static string Accessors(ISymbol member) => member is IPropertySymbol property
        ? $" {{ {string.Concat(new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>().Where(IsVisible).Select(Accessor))}}}"
        : "";

    private static string Accessor(IMethodSymbol accessor) => accessor switch
    {
        { MethodKind: MethodKind.PropertyGet } => "get; ",
        { IsInitOnly: true } => "init; ",
        { DeclaredAccessibility: var own } when own != accessor.AssociatedSymbol!.DeclaredAccessibility => $"{SyntaxFacts.GetText(own)} set; ",
        _ => "set; ",
    };

    private static string Modifiers(INamedTypeSymbol type)
    {
        string modifiers = SyntaxFacts.GetText(type.DeclaredAccessibility) + " ";
        if (type.IsStatic) return modifiers + "static ";
        if (type.TypeKind == TypeKind.Class) return modifiers + (type.IsAbstract ? "abstract " : "") + (type.IsSealed ? "sealed " : "");
        return modifiers + (type.IsReadOnly ? "readonly " : "") + (type.IsRefLikeType ? "ref " : "");
    }

    private static string Bases(INamedTypeSymbol type)
    {
        var parent = type is { TypeKind: TypeKind.Class, BaseType.SpecialType: not SpecialType.System_Object } ? type.BaseType : type.EnumUnderlyingType;
        var faces = type.Interfaces.Where(IsVisible).Select(face => face.ToDisplayString(TypeName)).Order(StringComparer.Ordinal);
        string list = string.Join(", ", parent is null ? faces : faces.Prepend(parent.ToDisplayString(TypeName)));
        return list.Length == 0 || type.TypeKind == TypeKind.Delegate ? "" : " : " + list;
    }

    private static string Constraints(INamedTypeSymbol type)
    {
        string text = type.ToDisplayString(TypeName.AddGenericsOptions(SymbolDisplayGenericsOptions.IncludeTypeConstraints));
        return text[type.ToDisplayString(TypeName).Length..];
    }

    private static string Attributes(ISymbol symbol) => string.Concat(
        symbol.GetAttributes().Where(attribute => TellingAttributes.Contains(attribute.AttributeClass!.Name)).Select(attribute => $"[{attribute}] "));

    private static bool IsVisible(ISymbol symbol) =>
        symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
        && (symbol.ContainingType is null || IsVisible(symbol.ContainingType));

    private static bool IsAccessor(ISymbol member) => member is IMethodSymbol { AssociatedSymbol: not null };

    private static bool IsMadeByCompiler(ISymbol member) =>
        member.IsImplicitlyDeclared
        || !member.CanBeReferencedByName && member is IMethodSymbol { MethodKind: MethodKind.Ordinary }
        || member.GetAttributes().Any(attribute => attribute.AttributeClass!.Name == "CompilerGeneratedAttribute");
}
