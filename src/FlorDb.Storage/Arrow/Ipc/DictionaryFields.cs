namespace FlorDb.Storage.Arrow.Ipc;

/// <summary>Finds the fields that are coded by a dictionary, nested ones included.</summary>
internal static class DictionaryFields
{
    public static IEnumerable<Field> Of(IEnumerable<Field> fields) => fields.SelectMany(Of);

    public static IEnumerable<DictionaryArray> Of(IEnumerable<ArrowArray> arrays) => arrays.SelectMany(Of);

    private static IEnumerable<Field> Of(Field field) => field.Type is DictionaryType ? [field] : Of(field.Type.Children);

    private static IEnumerable<DictionaryArray> Of(ArrowArray array) => array is DictionaryArray coded ? [coded] : Of(array.Children);
}
