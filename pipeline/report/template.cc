#include "report/template.h"

#include <ctemplate/template_cache.h>
#include <ctemplate/template_dictionary_interface.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/memory.h"

using ctemplate::TemplateDictionaryInterface;
using ctemplate::TemplateString;

/* Not ctemplate's own dictionary, for that one shows a variable that nobody set as nothing. */
struct template_dict : public TemplateDictionaryInterface {
    /* A section or an include, which is expanded once with each of its dictionaries. */
    struct place {
        std::string file; /* "" for a section */
        std::vector<std::unique_ptr<template_dict>> items;
    };
    const template_dict *parent;
    std::string *unset; /* of the set: the first variable that was asked for in vain */
    std::map<std::string, std::string, std::less<>> texts;
    std::map<std::string, place, std::less<>> places;

    template_dict(const template_dict *above, std::string *first) : parent(above), unset(first)
    {
    }
    const place *at(const TemplateString &name) const
    {
        auto found = places.find(std::string_view(name.data(), name.size()));
        return found == places.end() ? nullptr : &found->second;
    }

  protected:
    struct walk : public Iterator {
        const place *where;
        std::size_t next = 0;
        explicit walk(const place *all) : where(all)
        {
        }
        bool HasNext() const override
        {
            return where != nullptr && next < where->items.size();
        }
        const TemplateDictionaryInterface &Next() override
        {
            return *where->items[next++];
        }
    };
    TemplateString GetValue(const TemplateString &name) const override
    {
        const std::string_view key(name.data(), name.size());
        for (const template_dict *dict = this; dict != nullptr; dict = dict->parent) {
            auto found = dict->texts.find(key);
            if (found != dict->texts.end())
                return TemplateString(found->second.data(), found->second.size());
        }
        if (unset->empty())
            *unset = key;
        return TemplateString("", 0);
    }
    bool IsHiddenSection(const TemplateString &name) const override
    {
        return at(name) == nullptr;
    }
    bool IsUnhiddenSection(const TemplateString &name) const override
    {
        return at(name) != nullptr;
    }
    bool IsHiddenTemplate(const TemplateString &name) const override
    {
        return at(name) == nullptr;
    }
    const char *GetIncludeTemplateName(const TemplateString &name, int) const override
    {
        return at(name)->file.c_str();
    }
    Iterator *CreateTemplateIterator(const TemplateString &name) const override
    {
        return new walk(at(name));
    }
    Iterator *CreateSectionIterator(const TemplateString &name) const override
    {
        return new walk(at(name));
    }
    void DumpToString(std::string *, int) const override
    {
    }
};

struct template_set {
    ctemplate::TemplateCache cache;
    std::string unset;
    template_dict root{nullptr, &unset};
};

/* Runs a body whose only way to fail is to run out of memory. */
template <typename Body> static auto run(Body body)
{
    try {
        return body();
    } catch (...) {
        memory_exhausted("templates", 0);
    }
}

struct template_set *template_open(void)
{
    return run([] { return new template_set; });
}

void template_close(struct template_set *set)
{
    delete set;
}

bool template_add(struct template_set *set, const char *name, struct str text, struct error *err)
{
    static const char ESCAPED[] = "{{%AUTOESCAPE context=\"HTML\"}}";
    return run([=] {
        const std::string content(text.data, text.size);
        if (content.compare(0, sizeof ESCAPED - 1, ESCAPED) != 0)
            return error_set(err, ERROR_USAGE, {name, 1}, "a template begins with %s", ESCAPED);
        if (!set->cache.StringToTemplateCache(name, content, ctemplate::STRIP_BLANK_LINES))
            return error_set(err, ERROR_USAGE, {name, 0}, "the template does not parse");
        return true;
    });
}

struct template_dict *template_root(struct template_set *set)
{
    return &set->root;
}

void template_text(struct template_dict *dict, const char *name, const char *value)
{
    run([=] { dict->texts[name] = value; });
}

void template_str(struct template_dict *dict, const char *name, struct str value)
{
    run([=] { dict->texts[name].assign(value.data == nullptr ? "" : value.data, value.size); });
}

struct template_dict *template_section(struct template_dict *dict, const char *name)
{
    return template_include(dict, name, "");
}

struct template_dict *template_include(struct template_dict *dict, const char *name,
                                       const char *file)
{
    return run([=] {
        template_dict::place &where = dict->places[name];
        where.file = file;
        where.items.push_back(std::make_unique<template_dict>(dict, dict->unset));
        return where.items.back().get();
    });
}

bool template_expand(struct template_set *set, const char *file, struct arena *arena,
                     struct str *out, struct error *err)
{
    return run([=] {
        std::string text;
        set->unset.clear();
        set->cache.Freeze(); /* from here on nothing is looked for on disk */
        if (!set->cache.ExpandNoLoad(file, ctemplate::STRIP_BLANK_LINES, &set->root, nullptr,
                                     &text))
            return error_set(err, ERROR_USAGE, {file, 0}, "a template is missing");
        if (!set->unset.empty())
            return error_set(err, ERROR_USAGE, {file, 0}, "nothing sets {{%s}}",
                             set->unset.c_str());
        *out = {arena_copy(arena, text.data(), text.size()), text.size()};
        return true;
    });
}
