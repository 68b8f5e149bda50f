# Completion of netinvite for fish.
function __netinvite_complete
    set -l answer (env COMP_WORDS=(commandline -cp) COMP_CWORD=(commandline -t) \
        _NETINVITE_COMPLETE=fish_complete (commandline -opc)[1] 2> /dev/null)
    # What stands before the "=" of --format=pdf stays.
    set -l before (string match -r -- '^--.*?=' (commandline -t))
    for line in $answer
        set -l item (string split -m 1 , $line)
        switch $item[1]
            case plain
                echo -- "$before"$item[2]
            case dir
                __fish_complete_directories (commandline -t)
            case file
                __fish_complete_path (commandline -t)
        end
    end
end
complete --command netinvite --no-files --keep-order --arguments "(__netinvite_complete)"
